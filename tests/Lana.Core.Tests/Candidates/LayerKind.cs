using System.Globalization;
using Lana.Definitions;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The kinds of layers that operations meet in networks: every pair of stride, change of width, size and
/// channels occurs in one of them, and a few odd ones besides.</summary>
internal static class LayerKind
{
    /// <summary>Weights above this are too slow to build for every kind.</summary>
    public const long MaximumBytes = 20_000_000;

    private static readonly int[] Strides = [1, 2];
    private static readonly string[] Changes = ["keeps", "grows", "shrinks"];
    private static readonly int[] Sizes = [7, 14, 15, 28];
    private static readonly int[] Channels = [1, 8, 20, 64, 512];

    private static readonly Layer[] Odd =
    [
        Make("one_position", new(16, 1, 1), new(16, 1, 1)),
        Make("narrows_oblong", new(20, 4, 7), new(12, 4, 7)),
        Make("halves_to_one", new(8, 2, 1), new(16, 1, 1)),
    ];

    private static readonly Dictionary<string, Layer> Layers =
        Cover().Select(row => row.Layer()).Concat(Odd).ToDictionary(layer => layer.Name);

    public static IReadOnlyList<string> Names { get; } = [.. Layers.Keys];

    public static Layer Of(string name) => Layers[name];

    /// <summary>Kinds that an operation supports, begun at another one for each operation, so that few operations of a
    /// family cover all kinds.</summary>
    /// <returns>As many as asked for that are cheap, then a few of the others, cheapest first.</returns>
    public static IEnumerable<string> For(Operation operation, int index, int count, long maximumMacs)
    {
        var kinds = Enumerable.Range(0, Names.Count)
            .Select(step => Names[((count * index) + step) % Names.Count])
            .Where(name => operation.Supports(Of(name)))
            .Select(name => (Name: name, Cost: Cost(operation, Of(name))))
            .ToLookup(kind => kind.Cost.Macs <= maximumMacs && kind.Cost.ShippedBytes <= MaximumBytes);
        var cheap = kinds[true].Take(count).ToList();
        var dear = kinds[false]
            .OrderBy(kind => kind.Cost.Macs)
            .Where((kind, place) => kind.Cost.ShippedBytes <= MaximumBytes || place < 2)
            .Take(Math.Max(0, count - 1 - cheap.Count));
        return cheap.Concat(dear).Select(kind => kind.Name);
    }

    public static ModelCost Cost(Operation operation, Layer layer) => operation.Define(layer).Cost(layer.Input);

    /// <summary>A covering array of strength two, found greedily.</summary>
    public static IReadOnlyList<Row> Cover()
    {
        var possible = (
            from stride in Strides
            from change in Changes
            from size in Sizes
            from channels in Channels
            where channels > 1 || change != "shrinks"
            select new Row(stride, change, size, channels)).ToList();
        var open = possible.SelectMany(row => row.Pairs()).ToHashSet();
        var rows = new List<Row>();
        while (open.Count > 0)
        {
            var best = possible.MaxBy(row => row.Pairs().Count(open.Contains))!;
            rows.Add(best);
            open.ExceptWith(best.Pairs());
        }

        return rows;
    }

    private static Layer Make(string name, FeatureShape input, FeatureShape output)
    {
        var stride = input.Height == output.Height ? 1 : 2;
        Definition body =
            new Conv("conv", output.Channels, 3) { Stride = stride, Padding = Padding.Same, Norm = "bn1" };
        return new Layer(0, name, input, output, input == output ? new Residual(body) : body);
    }

    internal sealed record Row(int Stride, string Change, int Size, int Channels)
    {
        public Layer Layer()
        {
            var size = ((Size - 1) / Stride) + 1;
            var output =
                Change switch { "keeps" => Channels, "grows" => Channels + ((Channels + 1) / 2), _ => Channels / 2 };
            var name = string.Create(CultureInfo.InvariantCulture, $"{Change}_{Channels}_{Size}x{Size}_s{Stride}");
            return Make(name, new(Channels, Size, Size), new(output, size, size));
        }

        public IEnumerable<(object, object)> Pairs()
        {
            object[] values = [$"stride {Stride}", Change, $"size {Size}", $"channels {Channels}"];
            return from left in Enumerable.Range(0, values.Length)
                   from right in Enumerable.Range(left + 1, values.Length - left - 1)
                   select (values[left], values[right]);
        }
    }
}
