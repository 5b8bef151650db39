namespace Lana.Import.Structure;

/// <summary>The operation that joins several features.</summary>
internal enum JoinKind
{
    /// <summary>None: there is only one feature, or the operator is none of these.</summary>
    None,

    /// <summary>A sum, element by element; all have the same shape.</summary>
    Sum,

    /// <summary>A concatenation over channels.</summary>
    Concat,

    /// <summary>A product of a feature and a gate.</summary>
    Product,
}
