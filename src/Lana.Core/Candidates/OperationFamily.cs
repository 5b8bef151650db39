using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>One member of a family: the numbers in its name, and a rule that composes the definition.</summary>
internal sealed class OperationFamily(string family, string numbers, Func<Layer, Definition> compose)
    : Operation($"{family}_{numbers}")
{
    public override string Family => family;

    /// <summary>The family's requirements for a layer in addition to a stride: returns the reason why the layer does
    /// not meet them, or null.</summary>
    public Func<Layer, string?> Needs { get; init; } = _ => null;

    /// <summary>True to add the input to the output if the shape is kept.</summary>
    public bool IsResidual { get; init; } = true;

    /// <summary>The initial factor of the last convolution if its result is added to the input.</summary>
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

    // The layers after a ResNet's layer were trained only on the output of its last ReLU. After a plain convolution, an
    // added ReLU lowered the distance from the features by a quarter but increased the change of the loss.
    private static Definition Ended(Definition operation, Layer layer) =>
        layer.Definition is Chain { Parts: [.., Activate activation] } ? new Chain(operation, activation) : operation;

    private Definition Soften(Definition body) =>
        BranchScale != 1.0 && body is Chain chain ? chain.WithInitialScale(BranchScale) : body;

    // Compares with the output size of a convolution with this stride and symmetric padding.
    private static bool IsStrided(int input, int output, int stride) => output == ((input - 1) / stride) + 1;

    /// <summary>Formats a number as in names: without trailing zeros, with a decimal point.</summary>
    public static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
