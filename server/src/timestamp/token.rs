//! What a kept token proves: that whoever holds the key of the certificate inside it has seen the signed head at that
//! time. Whether that certificate is to be trusted, and is the one that its `ESSCertID` names, is for those who know the
//! authority: `openssl ts -verify`.

use super::asn1::{Imprint, Stamped};
use cms::{
    cert::{
        CertificateChoices,
        x509::{
            Certificate, attr::Attributes, ext::pkix::SubjectKeyIdentifier,
            spki::AlgorithmIdentifierOwned,
        },
    },
    content_info::ContentInfo,
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use der::{
    Any, Decode, Encode as _, Tag, Tagged as _,
    asn1::{ObjectIdentifier, OctetString},
    oid::db::{
        rfc5911::{ID_CONTENT_TYPE, ID_MESSAGE_DIGEST, ID_SIGNED_DATA},
        rfc5912::{
            ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ID_SHA_256, ID_SHA_384, ID_SHA_512,
            RSA_ENCRYPTION, SECP_256_R_1, SECP_384_R_1, SHA_256_WITH_RSA_ENCRYPTION,
            SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
        },
    },
};
use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};
use ring::{
    digest::{self, digest},
    signature::{self, UnparsedPublicKey, VerificationAlgorithm},
};
use sync::wire::Checkpoint;

const ID_STAMPED: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");

/// How far two clocks may be apart, the server's and the authority's.
const CLOCKS_APART: SignedDuration = SignedDuration::from_mins(5);

/// What is wrong with a token.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TokenError {
    #[error("it is no time stamp (RFC 3161)")]
    Unreadable,
    #[error("it is of something else")]
    OtherThing,
    #[error("it says {said}, the head was signed on {head}")]
    Time { said: Timestamp, head: String },
    #[error("it is not the answer to what was asked")]
    OtherAnswer,
    #[error("it does not hold the certificate of its signer")]
    NoCertificate,
    #[error("it is signed with {0}, which this program cannot check")]
    Algorithm(ObjectIdentifier),
    #[error("its signature does not fit")]
    Signature,
}

impl From<der::Error> for TokenError {
    fn from(_: der::Error) -> Self {
        TokenError::Unreadable
    }
}

/// What is put before an authority.
pub(super) fn imprint(checkpoint: &Checkpoint) -> Result<Imprint, der::Error> {
    let hash = digest(&digest::SHA256, &checkpoint.stamped());
    Ok(Imprint {
        algorithm: AlgorithmIdentifierOwned {
            oid: ID_SHA_256,
            parameters: None,
        },
        hash: OctetString::new(hash.as_ref())?,
    })
}

/// Checks a token at the instant `now`; answers the nonce of the question.
///
/// # Errors
/// Why it does not prove that the head was there at its time.
pub(super) fn check(
    token: &[u8],
    checkpoint: &Checkpoint,
    now: Timestamp,
) -> Result<Option<u64>, TokenError> {
    let wrapped = ContentInfo::from_der(token)?;
    if wrapped.content_type != ID_SIGNED_DATA {
        return Err(TokenError::Unreadable);
    }
    let signed: SignedData = wrapped.content.decode_as()?;
    let content = &signed.encap_content_info;
    if content.econtent_type != ID_STAMPED {
        return Err(TokenError::Unreadable);
    }
    let content = content.econtent.as_ref().ok_or(TokenError::Unreadable)?;
    let content: OctetString = content.decode_as()?;
    check_signature(&signed, content.as_bytes())?;
    let stamped = Stamped::from_der(content.as_bytes())?;
    let ours = imprint(checkpoint)?;
    if (stamped.imprint.algorithm.oid, stamped.imprint.hash) != (ours.algorithm.oid, ours.hash) {
        return Err(TokenError::OtherThing);
    }
    let said = instant(&stamped.at).ok_or(TokenError::Unreadable)?;
    let head = &checkpoint.signed.at;
    let begun: Timestamp = head.parse().map_err(|_| TokenError::OtherThing)?;
    if said < begun - CLOCKS_APART || said > now + CLOCKS_APART {
        let head = head.clone();
        return Err(TokenError::Time { said, head });
    }
    Ok(stamped.nonce)
}

/// A `GeneralizedTime` as RFC 3161 writes it, to the second.
fn instant(time: &Any) -> Option<Timestamp> {
    let text = (time.tag() == Tag::GeneralizedTime).then(|| time.value())?;
    let text = str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let at = DateTime::strptime("%Y%m%d%H%M%S", text.split('.').next()?).ok()?;
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// Whether the one who signed what is inside did so with the key of the certificate beside it.
fn check_signature(signed: &SignedData, content: &[u8]) -> Result<(), TokenError> {
    let [signer] = signed.signer_infos.0.as_slice() else {
        return Err(TokenError::Unreadable);
    };
    let attributes = signer.signed_attrs.as_ref();
    let attributes = attributes.ok_or(TokenError::Signature)?;
    let hash = match signer.digest_alg.oid {
        ID_SHA_256 => &digest::SHA256,
        ID_SHA_384 => &digest::SHA384,
        ID_SHA_512 => &digest::SHA512,
        other => return Err(TokenError::Algorithm(other)),
    };
    let about: Option<ObjectIdentifier> = attribute(attributes, ID_CONTENT_TYPE);
    let said: Option<OctetString> = attribute(attributes, ID_MESSAGE_DIGEST);
    let fits = said.is_some_and(|said| said.as_bytes() == digest(hash, content).as_ref());
    if about != Some(ID_STAMPED) || !fits {
        return Err(TokenError::Signature);
    }
    let certificate = certificate(signed, &signer.sid).ok_or(TokenError::NoCertificate)?;
    let key = certificate.tbs_certificate().subject_public_key_info();
    let parameters = key.algorithm.parameters.as_ref();
    let curve = parameters.and_then(|parameters| parameters.decode_as().ok());
    let algorithm = algorithm(signer, curve)?;
    // The attributes are signed as the set they are, not under the tag they are sent with.
    let text = attributes.to_der()?;
    UnparsedPublicKey::new(algorithm, key.subject_public_key.raw_bytes())
        .verify(&text, signer.signature.as_bytes())
        .map_err(|_| TokenError::Signature)
}

/// The one value of an attribute.
fn attribute<T: for<'a> Decode<'a>>(attributes: &Attributes, oid: ObjectIdentifier) -> Option<T> {
    let attribute = attributes.iter().find(|one| one.oid == oid)?;
    let value = attribute.values.as_slice().first()?.to_der().ok()?;
    T::from_der(&value).ok()
}

fn certificate<'a>(signed: &'a SignedData, of: &SignerIdentifier) -> Option<&'a Certificate> {
    let all = signed.certificates.as_ref()?.0.iter();
    let mut all = all.filter_map(|one| match one {
        CertificateChoices::Certificate(certificate) => Some(certificate),
        CertificateChoices::Other(_) => None,
    });
    all.find(|certificate| {
        let of_it = certificate.tbs_certificate();
        match of {
            SignerIdentifier::IssuerAndSerialNumber(of) => {
                (of_it.issuer(), of_it.serial_number()) == (&of.issuer, &of.serial_number)
            }
            SignerIdentifier::SubjectKeyIdentifier(of) => {
                let own = of_it.get_extension::<SubjectKeyIdentifier>();
                own.is_ok_and(|own| own.is_some_and(|(_, own)| own == *of))
            }
        }
    })
}

/// How it is signed: by the name of the signature, that of the hash, and for elliptic keys their curve.
fn algorithm(
    signer: &SignerInfo,
    curve: Option<ObjectIdentifier>,
) -> Result<&'static dyn VerificationAlgorithm, TokenError> {
    let (name, hash) = (signer.signature_algorithm.oid, signer.digest_alg.oid);
    Ok(match (name, hash, curve) {
        (RSA_ENCRYPTION | SHA_256_WITH_RSA_ENCRYPTION, ID_SHA_256, None) => {
            &signature::RSA_PKCS1_2048_8192_SHA256
        }
        (RSA_ENCRYPTION | SHA_384_WITH_RSA_ENCRYPTION, ID_SHA_384, None) => {
            &signature::RSA_PKCS1_2048_8192_SHA384
        }
        (RSA_ENCRYPTION | SHA_512_WITH_RSA_ENCRYPTION, ID_SHA_512, None) => {
            &signature::RSA_PKCS1_2048_8192_SHA512
        }
        (ECDSA_WITH_SHA_256, _, Some(SECP_256_R_1)) => &signature::ECDSA_P256_SHA256_ASN1,
        (ECDSA_WITH_SHA_256, _, Some(SECP_384_R_1)) => &signature::ECDSA_P384_SHA256_ASN1,
        (ECDSA_WITH_SHA_384, _, Some(SECP_256_R_1)) => &signature::ECDSA_P256_SHA384_ASN1,
        (ECDSA_WITH_SHA_384, _, Some(SECP_384_R_1)) => &signature::ECDSA_P384_SHA384_ASN1,
        _ => return Err(TokenError::Algorithm(name)),
    })
}
