using System.Collections.Immutable;

namespace Lana.Objectives;

/// <summary>One of the outputs that a network returns concatenated as [N, K].</summary>
/// <param name="Name">Its name in the definition.</param>
/// <param name="Shape">Its shape for one image.</param>
/// <param name="IsLogits">True for logits of classes, which are the first axis of the shape.</param>
internal sealed record OutputPart(string Name, TensorShape Shape, bool IsLogits)
{
    /// <summary>The outputs of a network in order.</summary>
    /// <exception cref="ArgumentException">One of the logits is not an output, or has only one class.</exception>
    public static ImmutableArray<OutputPart> Of(NetworkDefinition network, IReadOnlyCollection<string> logits)
    {
        string[] names = [.. network.Outputs.Select(output => output.Name)];
        if (logits.Except(names, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException(
                $"'{network.Name}' has no output '{unknown}'; its outputs are {Shortened.List(names, 8, ", ")}.", nameof(logits));
        }

        ImmutableArray<OutputPart> parts =
            [.. names.Zip(network.OutputShapes, (name, shape) => new OutputPart(name, shape, logits.Contains(name)))];
        return parts.FirstOrDefault(part => part.IsLogits && part.Classes < 2) is { } single
            ? throw new ArgumentException(
                $"The output '{single.Name}' {single.Shape} has one class along its first axis: it is not logits of classes.", nameof(logits))
            : parts;
    }

    /// <summary>Splits outputs into the values of each output, [N, its numbers].</summary>
    public static IReadOnlyList<Tensor> Split(IReadOnlyList<OutputPart> parts, Tensor outputs) =>
        parts.Count == 1 ? [outputs] : outputs.split([.. parts.Select(part => part.Shape.Count)], 1);

    /// <summary>Reshapes logits [N, its numbers] to [N · positions, classes].</summary>
    public Tensor Rows(Tensor logits) => logits.reshape(logits.size(0), Classes, -1).transpose(1, 2).reshape(-1, Classes);

    /// <summary>The share of positions of each image at which two logits have the same largest class, [N].</summary>
    public Tensor Top1Agreement(Tensor logits, Tensor others) =>
        Rows(logits).argmax(1).eq(Rows(others).argmax(1)).to(float64).reshape(logits.size(0), -1).mean([1]);

    private int Classes => Shape.Rank == 0 ? 1 : Shape.Sizes[0];
}
