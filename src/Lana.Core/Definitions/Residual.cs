using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Computes x + body(x): the body keeps the shape of its input.</summary>
/// <param name="Body">The branch that is added to the input.</param>
public sealed record Residual(Definition Body) : Definition
{
    /// <summary>The branch that is added to the input.</summary>
    public Definition Body { get; init => field = Given(value); } = Given(Body);

    internal override ModelCost Measure(FeatureShape input)
    {
        var cost = Body.Measure(input);
        if (cost.Output != input)
        {
            throw new ArgumentException(
                $"A residual keeps its shape: {input} went in and {cost.Output} came out of the body.");
        }

        return cost.Then(ModelCost.Kept(input));
    }

    internal override Block Create(FeatureShape input, Initializer initializer) =>
        new ResidualBlock(Body.Create(input, initializer));
}

internal sealed class ResidualBlock(Block body) : Block
{
    public override IReadOnlyList<Block> Children { get; } = [body];

    /// <summary>The branch that is added to the input.</summary>
    public Block Body => body;

    public override Tensor Run(Tensor input, RunMode mode) =>
        Elementwise.ConsumeAdd(body.Run(input, mode), !body.PassesThrough, input);

    public override Block Fuse() => new ResidualBlock(body.Fuse());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) =>
        graph.Add("Add", input.Shape, [body.Emit(graph, input), input]);
}
