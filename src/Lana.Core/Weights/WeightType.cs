namespace Lana.Weights;

/// <summary>The encoding of the numbers of a stored tensor; the names are those of the safetensors format.</summary>
public enum WeightType
{
    /// <summary>IEEE 754 binary32, 4 bytes.</summary>
    F32,

    /// <summary>IEEE 754 binary16, 2 bytes.</summary>
    F16,

    /// <summary>The upper half of a binary32, 2 bytes.</summary>
    BF16,

    /// <summary>IEEE 754 binary64, 8 bytes.</summary>
    F64,

    /// <summary>Signed, 8 bytes.</summary>
    I64,

    /// <summary>Signed, 4 bytes.</summary>
    I32,

    /// <summary>Signed, 2 bytes.</summary>
    I16,

    /// <summary>Signed, 1 byte.</summary>
    I8,

    /// <summary>Unsigned, 8 bytes.</summary>
    U64,

    /// <summary>Unsigned, 4 bytes.</summary>
    U32,

    /// <summary>Unsigned, 2 bytes.</summary>
    U16,

    /// <summary>Unsigned, 1 byte.</summary>
    U8,

    /// <summary>0 or 1, 1 byte.</summary>
    Bool,
}
