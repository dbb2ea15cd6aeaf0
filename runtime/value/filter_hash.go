package value

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/hex"
	"hash"
)

// hashNames are what Python's hashlib has by these names.
var hashNames = map[string]func() hash.Hash{
	"md5": md5.New, "sha1": sha1.New, "sha224": sha256.New224, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New,
	"sha3_224": func() hash.Hash { return sha3.New224() }, "sha3_256": func() hash.Hash { return sha3.New256() },
	"sha3_384": func() hash.Hash { return sha3.New384() }, "sha3_512": func() hash.Hash { return sha3.New512() },
	"blake2b": newBlake2b, "blake2s": newBlake2s,
}

// notHashes are the other names of hashlib: using one as a hash is a TypeError.
const notHashes = " new shake_128 shake_256 algorithms_available algorithms_guaranteed pbkdf2_hmac scrypt file_digest "

// FilterHash is the filter hash: the hexadecimal digest of str(v), and of the
// salt after it if there is one.
func FilterHash(v, hashType, salt Value) Value {
	if f, bad := failed(v, hashType, salt); bad {
		return f
	}
	name, failure := textArgument(hashType, "md5")
	text, failure2 := softText(v)
	if f, bad := failed(failure, failure2); bad {
		return f
	}
	newHash, ok := hashNames[name]
	switch {
	case !ok && indexOfName(notHashes, name) >= 0:
		return Fail(TypeError, "%s is no hash", name)
	case !ok:
		return Fail(AttributeError, "no hashing function is named %s", name)
	}
	h := newHash()
	h.Write([]byte(text))
	if salt.truth() {
		grain, failure := softText(salt)
		if failure.Failed() {
			return failure
		}
		h.Write([]byte(grain))
	}
	return Str(hex.EncodeToString(h.Sum(nil)))
}

// FilterHmac is the filter hmac: the hexadecimal HMAC of str(v), by SHA-256 only.
func FilterHmac(v, key, hashType Value) Value {
	if f, bad := failed(v, key, hashType); bad {
		return f
	}
	if !hashable(hashType) {
		return unhashable(hashType)
	}
	if name, ok := hashType.AsString(); !omitted(hashType) && (!ok || name != "sha256") {
		return Fail(ValueError, "the hash %s is not allowed, only sha256 is", hashType.Repr())
	}
	secret, failure := softText(key)
	text, failure2 := softText(v)
	if f, bad := failed(failure, failure2); bad {
		return f
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(text))
	return Str(hexOf(string(mac.Sum(nil))))
}

func hexOf(data string) string { return hex.EncodeToString([]byte(data)) }
