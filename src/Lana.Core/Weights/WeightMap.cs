namespace Lana.Weights;

/// <summary>A table of names: what one library calls a weight, and what another calls it. Works both ways.</summary>
/// <remarks>A row pairs the beginnings of two names; what follows (<c>weight</c>, <c>running_mean</c>, …) is the same
/// in both. Numbers may be left open and shifted: <c>features.{s+1}.{r}.block.0.0</c> ↔ <c>blocks.{s}.{r}.conv_pw</c>.
/// The first row that fits decides; a name that fits none stays as it is.</remarks>
public sealed class WeightMap
{
    private readonly (WeightPattern Theirs, WeightPattern Ours)[] _rows;

    /// <summary>Creates a map.</summary>
    /// <param name="rows">Pairs of beginnings: theirs (as in the file) and ours (as in the network).</param>
    /// <exception cref="ArgumentException">A row is empty, or its two sides leave other numbers open.</exception>
    /// <exception cref="FormatException">An offset is no number.</exception>
    public WeightMap(params IEnumerable<(string Theirs, string Ours)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = [.. rows.Select(row => (Pattern(row.Theirs), Pattern(row.Ours)))];
        foreach (var (theirs, ours) in _rows)
        {
            var open = theirs.Numbers.ToList();
            if (!open.SequenceEqual(ours.Numbers) || open.Distinct().Count() != open.Count)
            {
                throw new ArgumentException(
                    $"'{theirs}' and '{ours}' must leave the same numbers open, each once.", nameof(rows));
            }
        }
    }

    private WeightMap((WeightPattern Theirs, WeightPattern Ours)[] rows) => _rows = rows;

    /// <summary>EfficientNet B0 to B7: torchvision's names to Lana's and timm's.</summary>
    public static WeightMap TorchvisionEfficientNet { get; } = new(KnownNames.TorchvisionEfficientNet);

    /// <summary>MobileNet V2 (<c>mobilenetv2_100</c>): timm's names to Lana's and torchvision's.</summary>
    public static WeightMap TimmMobileNetV2 { get; } = new(KnownNames.TimmMobileNetV2);

    /// <summary>The same table read from right to left.</summary>
    public WeightMap Reversed => new([.. _rows.Select(row => (row.Ours, row.Theirs))]);

    /// <summary>From the file's name to the network's.</summary>
    /// <param name="name">For example <c>features.2.0.block.0.0.weight</c>.</param>
    /// <returns>For example <c>blocks.1.0.conv_pw.weight</c>; the name itself where no row fits.</returns>
    public string ToOurs(string name) => Translate(name, _rows);

    /// <summary>From the network's name to the file's.</summary>
    /// <param name="name">For example <c>blocks.1.0.conv_pw.weight</c>.</param>
    /// <returns>For example <c>features.2.0.block.0.0.weight</c>; the name itself where no row fits.</returns>
    public string ToTheirs(string name) => Translate(name, _rows.Select(row => (row.Ours, row.Theirs)));

    private static string Translate(string name, IEnumerable<(WeightPattern From, WeightPattern To)> rows)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = name.Split('.');
        foreach (var (from, to) in rows)
        {
            if (from.Match(parts) is var (numbers, end))
            {
                return to.Write(numbers, end);
            }
        }

        return name;
    }

    private static WeightPattern Pattern(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new WeightPattern(text);
    }
}
