namespace Lana.Import;

/// <summary>Where a stage of a user's network went.</summary>
public enum StagePlace
{
    /// <summary>Into the stem, which stays as it is.</summary>
    Stem,

    /// <summary>It is a layer, or the beginning of one.</summary>
    Layer,

    /// <summary>Into the layer before it, whose place is taken as a whole.</summary>
    Joined,

    /// <summary>Into the head, which stays as it is.</summary>
    Head,

    /// <summary>Nowhere: it cannot be shipped, or it does not take what reaches it.</summary>
    Refused,
}
