using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A separate batch norm; after a convolution use <see cref="Conv.Norm"/>, which folds.</summary>
/// <param name="Name">The key of its weights, for example <c>bn1</c>.</param>
/// <remarks>Ioffe and Szegedy 2015.</remarks>
public sealed record Norm(string Name) : Definition
{
    /// <summary>The number added to the variance.</summary>
    /// <value>Default 1e-5.</value>
    public double Epsilon { get; init; } = 1e-5;

    /// <summary>The function after the norm.</summary>
    /// <value>Default <see cref="Activation.None"/>.</value>
    public Activation Activation { get; init; }

    internal override ModelCost Measure(FeatureShape input)
    {
        var outputs = Activation == Activation.None ? 1 : 2;
        return new ModelCost(
            input, 2L * input.Channels, 0, 4L * input.Channels * sizeof(float), outputs * input.Count * sizeof(float));
    }

    internal override Block Create(FeatureShape input, Initializer initializer) =>
        new NormBlock(BatchNorm.Create(Name, input.Channels, Epsilon), Activation);
}

internal sealed class NormBlock(BatchNorm norm, Activation activation) : Block
{
    public override IEnumerable<Weight> Weights => norm.Weights;

    public override IReadOnlyList<OutputGain> Gains => activation == Activation.None ? [norm.Gain] : [];

    public override Tensor Run(Tensor input, RunMode mode) => activation.Consume(norm.Run(input, mode));

    public override Block Fuse() => new NormBlock(norm.Copy(), activation);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) => activation.Emit(graph, norm.Emit(graph, input));
}
