//! Holds what must hold for every document.
