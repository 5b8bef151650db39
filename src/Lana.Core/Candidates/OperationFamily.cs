using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>One member of a family: the numbers in its name, and a rule that composes the definition.</summary>
internal sealed class OperationFamily(string family, string numbers, Func<Layer, Definition> compose)
    : Operation($"{family}_{numbers}")
{
    public override string Family => family;

    /// <summary>What this family asks of a layer besides a stride: the reason against it, or null.</summary>
    public Func<Layer, string?> Needs { get; init; } = _ => null;

    /// <summary>Whether the input is added to the output where the shape is kept.</summary>
    public bool IsResidual { get; init; } = true;

    /// <summary>The initial factor on the last convolution where its result is added to the input.</summary>
    public double BranchScale { get; init; } = 1.0;

    public override string? Obstacle(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var isStrided = IsStrided(layer.Input.Height, layer.Output.Height, layer.Stride) &&
            IsStrided(layer.Input.Width, layer.Output.Width, layer.Stride);
        return isStrided ? Needs(layer) : $"no stride leads from {layer.Input} to {layer.Output}";
    }

    public override Definition Define(Layer layer)
    {
        if (Obstacle(layer) is { } obstacle)
        {
            throw new ArgumentException(
                $"'{Name}' cannot take the place of layer '{layer.Name}': {obstacle}.", nameof(layer));
        }

        var body = compose(layer);
        return Ended(IsResidual && layer.KeepsShape ? new Residual(Soften(body)) : body, layer);
    }

    // The layers after a ResNet's have only ever seen what its last ReLU lets through.
    // Behind a plain convolution the same lowered the distance from the features by a quarter and raised the change of the loss.
    private static Definition Ended(Definition operation, Layer layer) =>
        layer.Definition is Chain { Parts: [.., Activate activation] } ? new Chain(operation, activation) : operation;

    private Definition Soften(Definition body) =>
        BranchScale != 1.0 && body is Chain chain ? chain.WithInitialScale(BranchScale) : body;

    // What a convolution of this stride with symmetric padding makes of a side.
    private static bool IsStrided(int input, int output, int stride) => output == ((input - 1) / stride) + 1;

    /// <summary>A number as names write it: no trailing zeros, a point.</summary>
    public static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
