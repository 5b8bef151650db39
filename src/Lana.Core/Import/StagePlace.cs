namespace Lana.Import;

/// <summary>The place of a stage of a user's network.</summary>
public enum StagePlace
{
    /// <summary>The stem, which is not changed.</summary>
    Stem,

    /// <summary>A layer, or the beginning of one.</summary>
    Layer,

    /// <summary>A part of the layer before it, which is replaced as a whole.</summary>
    Joined,

    /// <summary>The head, which is not changed.</summary>
    Head,

    /// <summary>None: the stage cannot be exported, or it does not accept its input.</summary>
    Refused,
}
