using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Computes x + p with a learned vector p for each position of the map.</summary>
/// <remarks>Dosovitskiy et al. 2021. It accepts only features of the size for which it was built.</remarks>
internal sealed record PositionEmbedding(string Name) : Definition
{
    // The usual choice for vision transformers: small compared with normalised features.
    private const double Deviation = 0.02;

    internal override ModelCost Measure(FeatureShape input) =>
        new(input, input.Count, 0, input.Count * sizeof(float), input.Count * sizeof(float));

    internal override Block Create(FeatureShape input, Initializer initializer) => new PositionEmbeddingBlock(
        Weight.Parameter(Name, initializer.Normal(Deviation, input.Channels, input.Height, input.Width)));
}

internal sealed class PositionEmbeddingBlock(Weight embedding) : Block
{
    public override IEnumerable<Weight> Weights => [embedding];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        MapSize.Require(input, (int)embedding.Value.size(1), (int)embedding.Value.size(2), embedding.Name);
        return input.add(embedding.Value, Elementwise.One);
    }

    public override Block Fuse() => new PositionEmbeddingBlock(embedding.Copy());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) =>
        graph.Add("Add", input.Shape, [input, graph.Constant(embedding.Name, embedding.Value)]);
}
