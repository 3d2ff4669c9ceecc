//! Derives types as somebody in a hurry would, with no thought for undocumented members: with the
//! values, and with none.
//!
//! The types of `clova-id-card` do more, they keep what they do not know. Whoever compares should
//! compare with the fastest.

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

macro_rules! answer {
    ($text:ty, $list:ident) => {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub(crate) struct Response {
            version: $text,
            request_id: $text,
            timestamp: i64,
            images: $list<Image>,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Image {
            uid: Option<$text>,
            name: Option<$text>,
            infer_result: InferResult,
            message: Option<$text>,
            validation_result: Option<ValidationResult>,
            converted_image_info: Option<Converted>,
            id_card: Option<IdCard>,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        enum InferResult {
            Success,
            Failure,
            Error,
        }

        #[derive(Deserialize)]
        struct ValidationResult {
            result: Option<Validation>,
            message: Option<$text>,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        enum Validation {
            NoRequested,
            Unchecked,
            Error,
            Valid,
            Invalid,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Converted {
            width: Option<i64>,
            height: Option<i64>,
            page_index: Option<i64>,
        }

        #[derive(Deserialize)]
        struct IdCard {
            meta: Option<Meta>,
            result: Option<Card>,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Meta {
            estimated_language: Option<Language>,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Language {
            Ko,
            En,
            Ja,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Card {
            is_confident: Option<bool>,
            ic: Option<ResidentCard>,
            dl: Option<DriverLicense>,
            pp: Option<Passport>,
            ac: Option<AlienCard>,
            rois: Option<$list<Polygon>>,
            idtype: Option<CardKind>,
        }

        #[derive(Deserialize)]
        enum CardKind {
            #[serde(rename = "ID Card")]
            Resident,
            #[serde(rename = "Driver's License")]
            Driver,
            Passport,
            #[serde(rename = "Alien Registration Card")]
            Alien,
        }

        type Texts = Option<$list<Field<Value>>>;
        type Dates = Option<$list<Field<Date>>>;

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct ResidentCard {
            name: Texts,
            personal_num: Texts,
            address: Texts,
            issue_date: Dates,
            authority: Texts,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct DriverLicense {
            r#type: Texts,
            num: Texts,
            name: Texts,
            personal_num: Texts,
            address: Texts,
            renew_start_date: Dates,
            renew_end_date: Dates,
            code: Texts,
            issue_date: Dates,
            authority: Texts,
            condition: Texts,
            organ_donation: Texts,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Passport {
            r#type: Texts,
            issue_country: Texts,
            num: Texts,
            sur_name: Texts,
            given_name: Texts,
            full_name_kor: Texts,
            birth_date: Dates,
            sex: Texts,
            nationality: Texts,
            authority: Texts,
            issue_date: Dates,
            expire_date: Dates,
            mrz1: Texts,
            mrz2: Texts,
            personal_num: Texts,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct AlienCard {
            alien_reg_num: Texts,
            alien_reg_num_etc: Texts,
            name: Texts,
            sex: Texts,
            nationality: Texts,
            visa_type: Texts,
            issue_date: Dates,
            authority: Texts,
            authority_eng: Texts,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Field<T> {
            text: $text,
            formatted: Option<T>,
            key_text: Option<$text>,
            confidence_score: Option<f64>,
            bounding_polys: Option<$list<Polygon>>,
            masking_polys: Option<$list<Polygon>>,
        }

        #[derive(Deserialize)]
        struct Value {
            value: Option<$text>,
        }

        #[derive(Deserialize)]
        struct Date {
            year: Option<$text>,
            month: Option<$text>,
            day: Option<$text>,
        }

        #[derive(Deserialize)]
        struct Polygon {
            vertices: Option<$list<Vertex>>,
        }

        #[derive(Deserialize)]
        struct Vertex {
            x: f64,
            y: f64,
        }
    };
}

/// What it holds is kept.
pub(crate) mod kept {
    #![expect(dead_code, reason = "only that it can be decoded counts")]

    use serde::Deserialize;

    answer!(String, Vec);
}

/// What it holds is looked at and let go.
pub(crate) mod unkept {
    #![expect(dead_code, reason = "only that it can be decoded counts")]

    use super::{Each, Text};
    use serde::Deserialize;

    answer!(Text, Each);
}

/// A string that was there.
struct Text;

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Look;

        impl Visitor<'_> for Look {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: Error>(self, _: &str) -> Result<Text, E> {
                Ok(Text)
            }
        }

        deserializer.deserialize_str(Look)
    }
}

/// An array whose items were all as they should be.
struct Each<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Each<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Look<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Look<T> {
            type Value = Each<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Each<T>, A::Error> {
                while items.next_element::<T>()?.is_some() {}
                Ok(Each(PhantomData))
            }
        }

        deserializer.deserialize_seq(Look(PhantomData))
    }
}
