namespace Lana.Import.Structure;

/// <summary>How a value stands for a feature [C, H, W].</summary>
internal enum FeatureLayout
{
    /// <summary>It is the feature.</summary>
    First,

    /// <summary>Channels come last: [H, W, C].</summary>
    Last,

    /// <summary>One number for each channel: [C] for [C, 1, 1].</summary>
    Vector,
}
