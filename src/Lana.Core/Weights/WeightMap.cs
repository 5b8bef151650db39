namespace Lana.Weights;

/// <summary>A table that maps the names of weights between two libraries, in both directions.</summary>
/// <remarks>A row pairs the beginnings of two names; the rest (<c>weight</c>, <c>running_mean</c>, …) is the same in
/// both. Numbers may be left open and shifted, as whole segments or inside a segment:
/// <c>features.{s+1}.{r}.block.0.0</c> ↔ <c>blocks.{s}.{r}.conv_pw</c>, <c>stages.{s}.{r}</c> ↔ <c>layer{s+1}.{r}</c>.
/// An empty side removes or adds a prefix: <c>("encoder", "")</c>. The first row that fits is used; a name that fits
/// none is not changed.</remarks>
public sealed class WeightMap
{
    private readonly (WeightPattern Theirs, WeightPattern Ours)[] _rows;

    /// <summary>Creates a map.</summary>
    /// <param name="rows">Pairs of beginnings: theirs (as in the file) and ours (as in the network).</param>
    /// <exception cref="ArgumentException">Both sides of a row are empty, they leave other numbers open, or two open
    /// numbers follow each other.</exception>
    /// <exception cref="FormatException">An offset is not a number.</exception>
    public WeightMap(params IEnumerable<(string Theirs, string Ours)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = [.. rows.Select(row => (Pattern(row.Theirs), Pattern(row.Ours)))];
        foreach (var (theirs, ours) in _rows)
        {
            if (theirs.ToString().Length + ours.ToString().Length == 0)
            {
                throw new ArgumentException("A row with two empty sides changes nothing.", nameof(rows));
            }

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

    /// <summary>MobileNet V3 (<c>mobilenetv3_large_100</c>): timm's names to Lana's and torchvision's.</summary>
    /// <remarks>timm's own weights add 1e-5 to variances, not 1e-3: set
    /// <see cref="Models.NetworkOptions.NormEpsilon"/>. The weights that were trained in TensorFlow (<c>tf_</c>) use
    /// another padding and do not fit.</remarks>
    public static WeightMap TimmMobileNetV3Large { get; } = new(KnownNames.TimmMobileNetV3Large);

    /// <summary>MobileNet V3 (<c>mobilenetv3_small_100</c>): timm's names to Lana's and torchvision's.</summary>
    /// <remarks><inheritdoc cref="TimmMobileNetV3Large" path="/remarks"/></remarks>
    public static WeightMap TimmMobileNetV3Small { get; } = new(KnownNames.TimmMobileNetV3Small);

    /// <summary>ResNet 18 to 152 as Hugging Face's Transformers names them (<c>microsoft/resnet-50</c>).</summary>
    public static WeightMap HuggingFaceResNet { get; } = new(KnownNames.HuggingFaceResNet);

    /// <summary>The same table in the other direction.</summary>
    public WeightMap Reversed => new([.. _rows.Select(row => (row.Ours, row.Theirs))]);

    /// <summary>Converts the file's name to the network's.</summary>
    /// <param name="name">For example <c>features.2.0.block.0.0.weight</c>.</param>
    /// <returns>For example <c>blocks.1.0.conv_pw.weight</c>; the name itself if no row fits.</returns>
    public string ToOurs(string name) => Translate(name, _rows);

    /// <summary>Converts the network's name to the file's.</summary>
    /// <param name="name">For example <c>blocks.1.0.conv_pw.weight</c>.</param>
    /// <returns>For example <c>features.2.0.block.0.0.weight</c>; the name itself if no row fits.</returns>
    public string ToTheirs(string name) => Translate(name, _rows.Select(row => (row.Ours, row.Theirs)));

    private static string Translate(string name, IEnumerable<(WeightPattern From, WeightPattern To)> rows)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var (from, to) in rows)
        {
            if (from.Match(name) is var (numbers, end))
            {
                return to.Write(numbers, end);
            }
        }

        return name;
    }

    private static WeightPattern Pattern(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains("}{", StringComparison.Ordinal)
            ? throw new ArgumentException($"'{text}': two open numbers need a text between them.", nameof(text))
            : new WeightPattern(text);
    }
}
