namespace Lana.Import.Structure;

/// <summary>How several features become one.</summary>
internal enum JoinKind
{
    /// <summary>They are not joined: there is one, or the operator is none of these.</summary>
    None,

    /// <summary>Number by number; all have one shape.</summary>
    Sum,

    /// <summary>One after another, over channels.</summary>
    Concat,

    /// <summary>A feature times what says how much of it passes.</summary>
    Product,
}
