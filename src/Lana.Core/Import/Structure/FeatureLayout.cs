namespace Lana.Import.Structure;

/// <summary>The layout in which a value represents a feature [C, H, W].</summary>
internal enum FeatureLayout
{
    /// <summary>The feature itself.</summary>
    First,

    /// <summary>Channels come last: [H, W, C].</summary>
    Last,

    /// <summary>One number for each channel: [C] for [C, 1, 1].</summary>
    Vector,
}
