using Lana.Definitions;

namespace Lana.Pruning;

/// <summary>Follows the channels through a layer and rebuilds it with fewer of them.</summary>
/// <remarks>Works on any definition: an unknown part keeps all of its channels. After Fang et al. 2023 (DepGraph), who
/// group the parameters that structural pruning removes together.</remarks>
internal sealed class ChannelFlow
{
    private readonly PruningRule _rule;
    private readonly List<ConvChannels> _convs = [];
    private readonly Dictionary<string, int[]> _vectors = new(StringComparer.Ordinal);
    private readonly Func<KeptChannels, Definition> _rebuild;
    private int _gateDepth;

    private ChannelFlow(Definition layer, FeatureShape input, PruningRule rule)
    {
        _rule = rule;
        var part = Follow(layer, new Feature(Units.MakeFixed(input.Channels), input));
        Units.Fix(part.Output);
        _rebuild = part.Rebuild;
    }

    public ChannelUnits Units { get; } = new();

    /// <summary>The convolutions that remain, in the order of execution.</summary>
    public IReadOnlyList<ConvChannels> Convs => _convs;

    /// <summary>The channels of the parts with one number for each channel, such as separate norms, by name.</summary>
    public IReadOnlyDictionary<string, int[]> Vectors => _vectors;

    public static ChannelFlow Of(Definition layer, FeatureShape input, PruningRule rule) => new(layer, input, rule);

    public Definition Rebuild(KeptChannels kept) => _rebuild(kept);

    private Part Follow(Definition definition, Feature input) => definition switch
    {
        Conv conv => FollowConv(conv, input),
        Chain chain => FollowChain(chain, input),
        Residual residual => FollowResidual(residual, input),
        Gate gate => FollowGate(gate, input),
        Sum sum => FollowSum(sum, input),
        Concat concat => FollowConcat(concat, input),
        Slice slice => FollowSlice(slice, input),
        ChannelShuffle shuffle => FollowShuffle(shuffle, input),
        Graph graph => FollowGraph(graph, input),
        Norm norm => FollowVector(norm.Name, norm, input),
        PRelu { IsShared: false } prelu => FollowVector(prelu.Name, prelu, input),
        SplitAttention { Cardinality: 1 } split => FollowSplitAttention(split, input),
        Activate or LeakyRelu or Elu or Clip or PRelu or Pad or Pool or AdaptivePool or GlobalPool or Dropout or
            DropPath => new Part(input.Units, _ => definition),
        _ => FollowOther(definition, input),
    };

    private Part FollowConv(Conv conv, Feature input)
    {
        var cut = _rule.Cut(conv);
        var isDepthwise = conv.Groups > 1 && conv.Groups == conv.Out && conv.Out == input.Units.Length;
        var output = isDepthwise ? input.Units : Units.MakeSpace(conv.Out);
        if (conv.Groups > 1 && !isDepthwise)
        {
            Units.Balance(input.Units, conv.Groups);
            Units.Balance(output, conv.Groups);
        }

        _convs.Add(new ConvChannels(conv, input.Units, output) { IsInGate = _gateDepth > 0 });
        return new Part(output, kept => cut with
        {
            Out = kept.Count(output),
            Groups = isDepthwise ? kept.Count(output) : conv.Groups,
        });
    }

    private Part FollowChain(Chain chain, Feature input)
    {
        var parts = new List<Part>(chain.Parts.Length);
        foreach (var definition in chain.Parts)
        {
            parts.Add(Follow(definition, input));
            input = new Feature(parts[^1].Output, definition.Measure(input.Shape).Output);
        }

        return new Part(input.Units, kept => new Chain(parts
            .Select(part => part.Rebuild(kept))
            .Where(part => part is not Chain { Parts.IsEmpty: true })
            .ToImmutableArray()));
    }

    private Part FollowResidual(Residual residual, Feature input)
    {
        var body = Follow(residual.Body, input);
        Units.Join(input.Units, body.Output);
        return new Part(input.Units, kept => new Residual(body.Rebuild(kept)));
    }

    private Part FollowGate(Gate gate, Feature input)
    {
        // A gate that multiplies each number by a function of itself is an activation.
        if (!_rule.KeepsGates && gate.Body.Measure(input.Shape).Output != input.Shape)
        {
            return new Part(input.Units, _ => Chain.Identity);
        }

        _gateDepth++;
        var body = Follow(gate.Body, input);
        _gateDepth--;
        if (body.Output.Length == input.Units.Length)
        {
            Units.Join(input.Units, body.Output);
        }
        else
        {
            Units.Fix(body.Output);
        }

        return new Part(input.Units, kept => new Gate(body.Rebuild(kept)));
    }

    private Part FollowSum(Sum sum, Feature input)
    {
        var branches = sum.Branches.Select(branch => Follow(branch, input)).ToList();
        foreach (var branch in branches.Skip(1))
        {
            Units.Join(branches[0].Output, branch.Output);
        }

        return new Part(branches[0].Output, kept => new Sum(Rebuilt(branches, kept)));
    }

    private Part FollowConcat(Concat concat, Feature input)
    {
        var branches = concat.Branches.Select(branch => Follow(branch, input)).ToList();
        return new Part(
            [.. branches.SelectMany(branch => branch.Output)],
            kept => new Concat(Rebuilt(branches, kept)));
    }

    private Part FollowSlice(Slice slice, Feature input)
    {
        var output = Units.Slice(input.Units, slice.First, slice.Count);
        return new Part(output, kept => new Slice(kept.Count(input.Units[..slice.First]), kept.Count(output)));
    }

    // Every group keeps the same channels, so that they are distributed as before.
    private Part FollowShuffle(ChannelShuffle shuffle, Feature input)
    {
        var width = input.Units.Length / shuffle.Groups;
        for (var group = 1; group < shuffle.Groups; group++)
        {
            Units.Join(input.Units.AsSpan(0, width), input.Units.AsSpan(group * width, width));
        }

        int[] output = [.. Enumerable.Range(0, input.Units.Length)
            .Select(place => input.Units[(place % shuffle.Groups * width) + (place / shuffle.Groups)])];
        return new Part(output, _ => shuffle);
    }

    private Part FollowGraph(Graph graph, Feature input)
    {
        var plan = graph.PlanFor(input.Shape);
        var operators = new OperatorChannels(Units, _vectors);
        var units = new int[]?[plan.Shapes.Length];
        var nodes = new List<Func<KeptChannels, GraphNode>>();
        units[0] = input.Units;
        foreach (var (index, node) in graph.Nodes.Index())
        {
            var inputs = plan.InputsOf(index).ToArray();
            if (node.Definition is { } definition)
            {
                var part = Follow(definition, new Feature(units[inputs[0]]!, plan.Shapes[inputs[0]].ToFeature()));
                units[index + 1] = part.Output;
                nodes.Add(kept => node with { Definition = part.Rebuild(kept) });
                continue;
            }

            var values = inputs.Select(value => new OperatorChannels.Value(plan.Shapes[value], units[value])).ToArray();
            var followed = operators.Follow(node.Operator!, values, plan.Shapes[index + 1]);
            units[index + 1] = followed.Output;
            nodes.Add(kept => new GraphNode(node.Name, node.Inputs, null, followed.Rebuild(kept)));
        }

        return new Part(units[^1]!, kept => new Graph([.. nodes.Select(rebuild => rebuild(kept))]));
    }

    private Part FollowVector(string name, Definition definition, Feature input)
    {
        _vectors[name] = input.Units;
        return new Part(input.Units, _ => definition);
    }

    // The versions of a channel are kept or removed together, and so are the channels that weigh them.
    private Part FollowSplitAttention(SplitAttention split, Feature input)
    {
        var output = input.Units[..(input.Units.Length / split.Radix)];
        for (var version = 1; version < split.Radix; version++)
        {
            Units.Join(output, input.Units.AsSpan(version * output.Length, output.Length));
        }

        _gateDepth++;
        var pooled = new FeatureShape(output.Length, 1, 1);
        var attention = Follow(split.Attention(output.Length), new Feature(output, pooled));
        _gateDepth--;
        Units.Join(input.Units, attention.Output);
        return new Part(output, kept => split with
        {
            Squeezed = ((Conv)((Chain)attention.Rebuild(kept)).Parts[0]).Out,
        });
    }

    private Part FollowOther(Definition definition, Feature input)
    {
        Units.Fix(input.Units);
        return new Part(Units.MakeFixed(definition.Measure(input.Shape).Output.Channels), _ => definition);
    }

    private static ImmutableArray<Definition> Rebuilt(IEnumerable<Part> branches, KeptChannels kept) =>
        [.. branches.Select(branch => branch.Rebuild(kept))];

    private readonly record struct Feature(int[] Units, FeatureShape Shape);

    private sealed record Part(int[] Output, Func<KeptChannels, Definition> Rebuild);
}
