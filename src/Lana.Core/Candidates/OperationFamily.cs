using System.Globalization;
using Lana.Modules;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>One member of a family: a name made of the family and its numbers, and a rule that composes the
/// definition.</summary>
internal sealed class OperationFamily(string family, string numbers, Func<Layer, Definition> compose)
    : CandidateOperation($"{family}_{numbers}")
{
    public override string Family => family;

    public override bool Supports(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return IsStrided(layer.Input.Height, layer.Output.Height, layer.Stride) &&
            IsStrided(layer.Input.Width, layer.Output.Width, layer.Stride);
    }

    public override Definition Define(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var body = compose(layer);
        return layer.KeepsShape ? new Residual(body) : body;
    }

    /// <summary>An inner width: a multiple of 8, at least 8.</summary>
    public static int InnerWidth(int channels, double factor) =>
        Math.Max(8, (int)Math.Round(channels * factor / 8.0, MidpointRounding.AwayFromZero) * 8);

    // What a convolution of this stride with symmetric padding makes of a side.
    private static bool IsStrided(int input, int output, int stride) => output == ((input - 1) / stride) + 1;

    /// <summary>A number as names write it: no trailing zeros, a point.</summary>
    public static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
