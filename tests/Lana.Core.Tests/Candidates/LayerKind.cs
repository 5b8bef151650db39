using Lana.Modules;
using Lana.Networks;

namespace Lana.Candidates;

/// <summary>The kinds of layers that operations meet in networks, as small as they can be.</summary>
internal static class LayerKind
{
    public static readonly string[] Names =
        ["keeps", "grows", "halves_and_grows", "halves_odd", "one_position", "narrows_oblong", "halves_to_one"];

    public static Layer Of(string name) => name switch
    {
        "keeps" => Layer(name, new(16, 6, 6), new(16, 6, 6)),
        "grows" => Layer(name, new(8, 5, 5), new(24, 5, 5)),
        "halves_and_grows" => Layer(name, new(16, 8, 8), new(24, 4, 4)),
        "halves_odd" => Layer(name, new(16, 7, 7), new(16, 4, 4)),
        "one_position" => Layer(name, new(16, 1, 1), new(16, 1, 1)),
        "narrows_oblong" => Layer(name, new(20, 4, 7), new(12, 4, 7)),
        "halves_to_one" => Layer(name, new(8, 2, 1), new(16, 1, 1)),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown kind."),
    };

    private static Layer Layer(string name, FeatureShape input, FeatureShape output)
    {
        var stride = input.Height == output.Height ? 1 : 2;
        Definition body = new Conv("conv", output.Channels, 3) { Stride = stride, Padding = Padding.Same, Norm = "bn1" };
        return new Layer(0, name, input, output, input == output ? new Residual(body) : body);
    }
}
