using Lana.Kernels;

namespace Lana.Definitions;

/// <summary>The padding of the border of a map for a convolution or a pool: a rule, or a number for each side.</summary>
/// <remarks>In JSON it is the rule's name or <c>[top, left, bottom, right]</c>.</remarks>
[JsonConverter(typeof(PaddingJsonConverter))]
public readonly record struct Padding
{
    private readonly PaddingRule _rule;
    private readonly Pads _sides;

    private Padding(PaddingRule rule, Pads sides = default) => (_rule, _sides) = (rule, sides);

    /// <summary>(kernel − 1) / 2 rows and columns on every side, as usual in PyTorch; the kernel is odd. The
    /// default.</summary>
    public static Padding Symmetric { get; } = new(PaddingRule.Symmetric);

    /// <summary>TensorFlow's SAME: enough rows and columns for an output of ⌈size / stride⌉, with the odd one at the
    /// end.</summary>
    public static Padding Same { get; } = new(PaddingRule.Same);

    /// <summary>No padding.</summary>
    public static Padding None { get; } = new(PaddingRule.None);

    /// <summary>The rule; <see cref="PaddingRule.Explicit"/> if each side has its own number.</summary>
    internal PaddingRule Rule => _rule;

    /// <summary>The numbers of <see cref="PaddingRule.Explicit"/>.</summary>
    internal Pads Sides => _sides;

    /// <summary>Creates a padding with a number for each side.</summary>
    /// <param name="top">Rows before the map, at least 0.</param>
    /// <param name="left">Columns before the map, at least 0.</param>
    /// <param name="bottom">Rows after the map, at least 0.</param>
    /// <param name="right">Columns after the map, at least 0.</param>
    /// <returns>The padding; equal to <see cref="None"/> if all numbers are 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static Padding Of(int top, int left, int bottom, int right)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        ArgumentOutOfRangeException.ThrowIfNegative(left);
        ArgumentOutOfRangeException.ThrowIfNegative(bottom);
        ArgumentOutOfRangeException.ThrowIfNegative(right);
        var sides = new Pads(top, left, bottom, right);
        return sides == default ? None : new Padding(PaddingRule.Explicit, sides);
    }

    /// <summary>Formats the padding.</summary>
    /// <returns>For example <c>Symmetric</c>, or <c>[0, 0, 1, 1]</c>: top, left, bottom, right.</returns>
    public override string ToString() => _rule == PaddingRule.Explicit
        ? string.Create(
            CultureInfo.InvariantCulture, $"[{_sides.Top}, {_sides.Left}, {_sides.Bottom}, {_sides.Right}]")
        : _rule.ToString();

    /// <summary>Computes the padding on the four sides of a map.</summary>
    /// <param name="window">The kernel or the pool.</param>
    /// <param name="height">The map's rows.</param>
    /// <param name="width">The map's columns.</param>
    internal Pads PadsOf(SlidingWindow window, int height, int width)
    {
        var reach = window.Reach;
        return _rule switch
        {
            PaddingRule.None => default,
            PaddingRule.Explicit => _sides,
            PaddingRule.Symmetric => Around((reach.Height - 1) / 2, (reach.Width - 1) / 2),
            _ => Split(
                Missing(height, reach.Height, window.Stride.Height), Missing(width, reach.Width, window.Stride.Width)),
        };
    }

    private static Pads Around(int vertical, int horizontal) => new(vertical, horizontal, vertical, horizontal);

    private static Pads Split(int vertical, int horizontal) =>
        new(vertical / 2, horizontal / 2, vertical - (vertical / 2), horizontal - (horizontal / 2));

    private static int Missing(int size, int reach, int stride)
    {
        var outputs = (size + stride - 1) / stride;
        return Math.Max(((outputs - 1) * stride) + reach - size, 0);
    }
}
