//! Redacted values: [`Personal`] and [`Secret`].
//!
//! A type that contains one may derive `Debug` and still be logged.

use super::value::Value;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

macro_rules! redacted {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name<T>(T);

        impl<T> $name<T> {
            /// Wraps a value.
            #[must_use]
            pub const fn new(value: T) -> Self {
                Self(value)
            }

            /// The value in clear. Search for `expose` to find every place where values are shown.
            #[must_use]
            pub const fn expose(&self) -> &T {
                &self.0
            }

            /// Takes the value out.
            #[must_use]
            pub fn into_inner(self) -> T {
                self.0
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(…)"))
            }
        }

        impl<T> From<T> for $name<T> {
            fn from(value: T) -> Self {
                Self(value)
            }
        }

        impl From<&str> for $name<String> {
            fn from(value: &str) -> Self {
                Self(value.to_owned())
            }
        }

        impl<T: Value> Value for $name<T> {
            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                T::decode(deserializer).map(Self)
            }

            fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.encode(serializer)
            }
        }

        impl<T: Value> Serialize for $name<T> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.encode(serializer)
            }
        }

        impl<'de, T: Value> Deserialize<'de> for $name<T> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::decode(deserializer)
            }
        }
    };
}

redacted! {
    /// A value about a person. **Serialising it writes it in clear**, as the service needs it;
    /// `Debug` does not show it, and there is no `Display`.
    ///
    /// # Examples
    ///
    /// ```
    /// use codegen_runtime::{Personal, encode};
    ///
    /// let name = Personal::new("Rex".to_owned());
    /// assert_eq!(format!("{name:?}"), "Personal(…)");
    /// assert_eq!(name.expose(), "Rex");
    /// assert_eq!(encode(&name)?, br#""Rex""#);
    /// # Ok::<(), codegen_runtime::EncodeError>(())
    /// ```
    Personal
}

redacted! {
    /// A credential. **Serialising it writes it in clear**; `Debug` does not show
    /// it, and there is no `Display`.
    Secret
}
