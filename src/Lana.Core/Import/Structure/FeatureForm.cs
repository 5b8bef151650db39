using Lana.Operators;

namespace Lana.Import.Structure;

/// <summary>A value that represents a feature in another layout.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Feature">The name of the feature.</param>
internal sealed record FeatureForm(FeatureLayout Layout, string Feature)
{
    private static readonly int[] Rows = [0, 1];
    private static readonly int[] Positions = [1, 2];

    /// <summary>The axis of the channels.</summary>
    public int ChannelAxis => Layout == FeatureLayout.Last ? 2 : 0;

    /// <summary>The layout after a transpose; null if it is none of these.</summary>
    public FeatureLayout? After(Transpose transpose) => (Layout, transpose.Order) switch
    {
        (FeatureLayout.First, [1, 2, 0]) => FeatureLayout.Last,
        (FeatureLayout.Last, [2, 0, 1]) => FeatureLayout.First,
        _ => null,
    };

    /// <summary>The layout of a shape with one number for each channel; null if there is none.</summary>
    public static FeatureLayout? OfChannels(TensorShape shape, int channels) =>
        shape == new TensorShape(channels) ? FeatureLayout.Vector
        : shape == new TensorShape(channels, 1, 1) ? FeatureLayout.First
        : shape == new TensorShape(1, 1, channels) ? FeatureLayout.Last
        : null;

    /// <summary>The layout of the mean over all positions; null for other reductions.</summary>
    public FeatureLayout? After(Reduce reduce) =>
        reduce.Function != ReduceFunction.Mean
        || Layout == FeatureLayout.Vector
        || !reduce.Axes.Order().SequenceEqual(Layout == FeatureLayout.Last ? Rows : Positions) ? null
        : reduce.KeepsAxes ? Layout
        : FeatureLayout.Vector;
}
