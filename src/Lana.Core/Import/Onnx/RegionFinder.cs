using Lana.Definitions;
using Lana.Import.Structure;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Finds the layers of a graph: blocks of several paths that meet again, and straight chains of convolutions.</summary>
/// <param name="plan">The graph.</param>
/// <param name="outputs">The values that the network gives.</param>
/// <param name="maxConvolutions">The maximum number of convolutions in a region.</param>
internal sealed class RegionFinder(GraphPlan plan, IReadOnlyCollection<int> outputs, int maxConvolutions)
{
    private readonly Dominators _dominators = Dominators.Of(plan, outputs);
    private readonly bool[] _isTaken = new bool[plan.Nodes.Length];

    /// <summary>Finds regions that do not overlap, in the order of their first nodes.</summary>
    public IReadOnlyList<Region> Find()
    {
        var regions = new List<Region>();
        for (var node = 0; node < plan.Nodes.Length; node++)
        {
            var nodes = _isTaken[node] || plan.InputsOf(node).Length != 1 ? [] : Grow(node);
            var entry = plan.InputsOf(node)[0];
            if (Convolutions(nodes) == 0 || !plan.Shapes[entry].IsFeature || !plan.Shapes[nodes[^1] + 1].IsFeature)
            {
                continue;
            }

            nodes.ForEach(member => _isTaken[member] = true);
            regions.Add(new Region(entry, [.. nodes]));
        }

        return regions;
    }

    private List<int> Grow(int node)
    {
        var entry = plan.InputsOf(node)[0];
        var block = Between(entry);
        return block.Count > 1 && Convolutions(block) > 0 && IsFree(block) && IsElementary(block, entry)
            ? Extend(block, withConvolutions: false)
            : IsStraight(node) ? Extend([node], withConvolutions: true) : [];
    }

    // Continues along the only path as long as nodes are simple functions of their one input.
    private List<int> Extend(List<int> nodes, bool withConvolutions)
    {
        while (true)
        {
            var last = nodes[^1] + 1;
            var step = Between(last);
            var isSimple = step.Count > 0 && IsFree(step) && (step.Count == 1 ? IsStraight(step[0]) : IsGate(step, last));
            if (!isSimple
                || (!withConvolutions && Convolutions(step) > 0)
                || Convolutions(nodes) + Convolutions(step) > maxConvolutions
                || (IsConvolution(step[0]) && EndsABottleneck(nodes)))
            {
                return nodes;
            }

            nodes.AddRange(step);
        }
    }

    private List<int> Between(int value) => _dominators.Between(value, _dominators.After(value));

    // A product with the own input: squeeze-and-excite, or x · sigmoid(x).
    private bool IsGate(List<int> nodes, int entry) =>
        plan.Nodes[nodes[^1]].Operator is Arithmetic { Function: ArithmeticFunction.Multiply, Constant: null }
        && plan.InputsOf(nodes[^1]).Contains(entry)
        && plan.Shapes[nodes[^1] + 1] == plan.Shapes[entry];

    // Paths that meet once, at the end. What has joins inside is made of smaller regions.
    private bool IsElementary(List<int> nodes, int entry) => !IsGate(nodes, entry) && !nodes.SkipLast(1).Any(IsJoin);

    private bool IsJoin(int node) =>
        plan.Nodes[node].Operator is Concatenate or Arithmetic { Function: ArithmeticFunction.Add, Constant: null };

    private bool IsStraight(int node) => plan.InputsOf(node).Length == 1
        && plan.Shapes[node + 1].IsFeature
        && plan.Nodes[node] is { Definition: Conv or Norm or Definitions.Activate or LeakyRelu or ChannelNorm or ChannelShuffle }
            or { Operator: Arithmetic or Unary or Clamp or ParametricRelu or InstanceNormalization or GroupNormalization };

    // A convolution without an activation after it is the end of a bottleneck, unless it is depthwise.
    private bool EndsABottleneck(List<int> nodes)
    {
        var last = nodes.FindLastIndex(IsConvolution);
        return last >= 0
            && ((Conv)plan.Nodes[nodes[last]].Definition!).Groups == 1
            && nodes.Skip(last + 1).All(node => plan.Nodes[node].Definition is Norm);
    }

    private bool IsFree(List<int> nodes) =>
        nodes.TrueForAll(node => !_isTaken[node]) && Convolutions(nodes) <= maxConvolutions;

    private bool IsConvolution(int node) => plan.Nodes[node].Definition is Conv;

    private int Convolutions(List<int> nodes) => nodes.Count(IsConvolution);
}
