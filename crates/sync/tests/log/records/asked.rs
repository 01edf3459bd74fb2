//! What a type's own reader asks of JSON: the fields of a struct, the names of an enum, at any depth. Serde tells each
//! format both, so that no test has to keep a list of them.

use serde::{
    Deserialize,
    de::{
        DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess,
        Visitor,
        value::{Error, StrDeserializer},
    },
    forward_to_deserialize_any,
};
use std::cell::Cell;

/// The way to a part of a value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Step {
    Field(String),
    /// Any item of a list, any value of a map.
    Item,
    /// What a name of an enum holds.
    Of(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Asked {
    Fields(&'static [&'static str]),
    Names(&'static [&'static str]),
    Text,
    Number,
    Boolean,
    List,
    Map,
    /// Told by what is in it.
    Any,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Found {
    pub(crate) asked: Asked,
    pub(crate) or_null: bool,
}

/// None where nothing is asked: behind a name that stands alone.
pub(crate) fn asked<T: for<'de> Deserialize<'de>>(path: &[Step]) -> Option<Found> {
    let found = Cell::new(None);
    let at = At {
        path,
        or_null: false,
        found: &found,
    };
    // Nothing is ever given.
    assert!(T::deserialize(at).is_err() || found.get().is_none());
    found.get()
}

#[derive(Clone, Copy)]
struct At<'a> {
    path: &'a [Step],
    or_null: bool,
    found: &'a Cell<Option<Found>>,
}

impl<'a> At<'a> {
    /// At the end of the way the question is noted; else the next step of it.
    fn next(self, asked: Asked) -> Result<(&'a Step, At<'a>), Error> {
        if let Some((step, path)) = self.path.split_first() {
            let or_null = false;
            return Ok((
                step,
                At {
                    path,
                    or_null,
                    ..self
                },
            ));
        }
        let or_null = self.or_null;
        self.found.set(Some(Found { asked, or_null }));
        Err(Error::custom("enough"))
    }

    fn leaf<T>(self, asked: Asked) -> Result<T, Error> {
        let left = self.next(asked)?.0;
        panic!("{asked:?} has nothing at {left:?}");
    }
}

macro_rules! leaves {
    ($($name:ident)+ => $asked:expr) => {$(
        fn $name<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            self.leaf($asked)
        }
    )+};
}

impl<'de> Deserializer<'de> for At<'_> {
    type Error = Error;

    leaves!(deserialize_str deserialize_string deserialize_char => Asked::Text);
    leaves!(deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_i8 deserialize_i16
        deserialize_i32 deserialize_i64 => Asked::Number);
    leaves!(deserialize_bool => Asked::Boolean);
    leaves!(deserialize_any => Asked::Any);

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.next(Asked::Fields(fields))? {
            (Step::Field(name), at) => visitor.visit_map(One(Some(name), at)),
            (step, _) => panic!("{fields:?} has nothing at {step:?}"),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.next(Asked::Names(names))? {
            (Step::Of(name), at) => visitor.visit_enum(Name(name, at)),
            (step, _) => panic!("{names:?} has nothing at {step:?}"),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(One(Some("item"), self.next(Asked::List)?.1))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(One(Some("key"), self.next(Asked::Map)?.1))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(At {
            or_null: true,
            ..self
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 bytes byte_buf unit unit_struct tuple_struct identifier ignored_any
    }
}

/// An object with one field, or a list of one item.
struct One<'a>(Option<&'a str>, At<'a>);

impl<'de> MapAccess<'de> for One<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let key = self.0.take();
        key.map(|key| seed.deserialize(StrDeserializer::new(key)))
            .transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.1)
    }
}

impl<'de> SeqAccess<'de> for One<'_> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Error> {
        let item = self.0.take();
        item.map(|_| seed.deserialize(self.1)).transpose()
    }
}

struct Name<'a>(&'a str, At<'a>);

impl<'de, 'a> EnumAccess<'de> for Name<'a> {
    type Error = Error;
    type Variant = At<'a>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, At<'a>), Error> {
        let name = seed.deserialize(StrDeserializer::new(self.0))?;
        Ok((name, self.1))
    }
}

impl<'de> VariantAccess<'de> for At<'_> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Error> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_struct("", fields, visitor)
    }
}
