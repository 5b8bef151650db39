using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A fully connected layer: [C, 1, 1] becomes [Out, 1, 1].</summary>
/// <param name="Name">The key of its weights, for example <c>classifier</c>.</param>
/// <param name="Out">Outputs, at least 1.</param>
public sealed record Linear(string Name, int Out) : Definition
{
    /// <summary>True for a bias.</summary>
    /// <value>Default true.</value>
    public bool Bias { get; init; } = true;

    internal override ModelCost Measure(FeatureShape input)
    {
        if (input.Positions != 1 || Out < 1)
        {
            throw new ArgumentException(
                $"Linear '{Name}': takes [C, 1, 1] and gives at least one output; got {input} and {Out}. Pool before it.");
        }

        var weights = (long)Out * input.Channels;
        var parameters = weights + (Bias ? Out : 0);
        return new ModelCost(
            new FeatureShape(Out, 1, 1), parameters, weights, parameters * sizeof(float), (long)Out * sizeof(float));
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new LinearBlock(
        Out,
        Weight.Parameter($"{Name}.weight", initializer.Uniform(input.Channels, Out, input.Channels)),
        Bias ? Weight.Parameter($"{Name}.bias", initializer.Uniform(input.Channels, Out)) : null);
}

internal sealed class LinearBlock(int outputs, Weight weight, Weight? bias) : Block
{
    public override IEnumerable<Weight> Weights => bias is null ? [weight] : [weight, bias];

    public override Tensor Run(Tensor input, RunMode mode)
    {
        using var flat = input.flatten(1);
        using var output = nn.functional.linear(flat, weight.Value, bias?.Value);
        return output.view(-1, outputs, 1, 1);
    }

    public override Block Fuse() => new LinearBlock(outputs, weight.Copy(), bias?.Copy());

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var flat = graph.Flatten(input);
        OnnxValue[] inputs = bias is null
            ? [flat, graph.Constant(weight.Name, weight.Value)]
            : [flat, graph.Constant(weight.Name, weight.Value), graph.Constant(bias.Name, bias.Value)];
        return graph.Add("Gemm", new FeatureShape(outputs, 1, 1), inputs, ("transB", 1L)) with { IsFlat = true };
    }
}
