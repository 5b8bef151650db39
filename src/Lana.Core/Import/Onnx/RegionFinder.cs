using Lana.Definitions;
using Lana.Operators;

namespace Lana.Import.Onnx;

/// <summary>Finds the layers of a graph: blocks of several paths that join again, and straight chains of
/// convolutions.</summary>
/// <param name="flow">The graph.</param>
/// <param name="maxConvolutions">The maximum number of convolutions in a region.</param>
internal sealed class RegionFinder(ValueFlow flow, int maxConvolutions)
{
    private readonly GraphPlan _plan = flow.Plan;
    private readonly bool[] _isTaken = new bool[flow.Plan.Nodes.Length];

    // Gates and other functions of one value that consist of several nodes, by that value.
    private readonly Dictionary<int, Region> _functions = [];

    /// <summary>Finds regions that do not overlap, in the order of their last nodes.</summary>
    public IReadOnlyList<Region> Find()
    {
        var joins = Enumerable.Range(0, _plan.Nodes.Length)
            .Select(node => JoinedPaths.EndingAt(node, flow))
            .OfType<Region>()
            .ToList();
        foreach (var function in joins.Where(IsFunction))
        {
            _functions.TryAdd(function.Entry, function);
        }

        var blocks = joins.Where(IsBlock).OrderByDescending(block => block.Nodes.Length).Select(Take).OfType<Region>().ToList();
        return
        [
            .. blocks.OrderBy(block => block.Nodes[^1]).Select(block => Extend(block, withConvolutions: false))
                .Concat(Chains())
                .OrderBy(region => region.Nodes[^1]),
        ];
    }

    private IEnumerable<Region> Chains()
    {
        var isSeen = new bool[_isTaken.Length];
        for (var node = 0; node < isSeen.Length; node++)
        {
            if (_isTaken[node] || isSeen[node] || !BeginsAChain(node))
            {
                continue;
            }

            var chain = Extend(new Region(_plan.InputsOf(node)[0], [node]), withConvolutions: true);
            if (Convolutions(chain.Nodes) > 0)
            {
                Mark(chain);
                yield return chain;
            }
            else
            {
                chain.Nodes.ToList().ForEach(member => isSeen[member] = true);
            }
        }
    }

    // A region that joins paths by a sum is a block. A region that ends in a concatenation is a block if it contains no
    // other joins, or only sums that do not include its entry: dense blocks and the span of a skip connection consist
    // of smaller blocks.
    private bool IsBlock(Region region) => !IsFunction(region)
        && Convolutions(region.Nodes) <= maxConvolutions
        && (IsSum(region.Nodes[^1])
            || region.Nodes.SkipLast(1).Where(IsJoin).All(node => IsSum(node) && !_plan.InputsOf(node).Contains(region.Entry)));

    private bool BeginsAChain(int node) =>
        IsStraight(node) && flow.IsMap(_plan.InputsOf(node)[0]) && _plan.Nodes[node].Operator is not Transpose;

    private Region? Take(Region block)
    {
        var region = IsJoin(block.Nodes[^1]) && !IsSum(block.Nodes[^1]) ? WithConvolutionBefore(block) : block;
        if (region.Nodes.Any(node => _isTaken[node]) || Convolutions(region.Nodes) == 0)
        {
            return null;
        }

        Mark(region);
        return region;
    }

    // Adds the convolution that computes the common input of the paths, as in fire and ghost modules.
    private Region WithConvolutionBefore(Region block)
    {
        var nodes = block.Nodes.ToHashSet();
        for (var value = block.Entry; value > 0 && flow.IsUsedOnlyBy(value, nodes); value = _plan.InputsOf(value - 1)[0])
        {
            var node = value - 1;
            if (_isTaken[node] || !BeginsAChain(node))
            {
                break;
            }

            nodes.Add(node);
            if (IsConvolution(node))
            {
                return Convolutions(nodes) > maxConvolutions ? block : new Region(_plan.InputsOf(node)[0], [.. nodes.Order()]);
            }
        }

        return block;
    }

    // Continues along the only path as long as nodes are simple functions of their one input.
    private Region Extend(Region region, bool withConvolutions)
    {
        var nodes = region.Nodes.ToList();
        var end = flow.IsMap(nodes[^1] + 1) ? nodes.Count : 0;
        var convolutions = Convolutions(nodes);
        while (Next(nodes[^1] + 1) is [var first, ..] step)
        {
            convolutions += Convolutions(step);
            if (step.Any(node => _isTaken[node])
                || convolutions > maxConvolutions
                || (!withConvolutions && Convolutions(step) > 0)
                || (IsConvolution(first) && EndsABottleneck(nodes)))
            {
                break;
            }

            nodes.AddRange(step);
            end = flow.IsMap(nodes[^1] + 1) ? nodes.Count : end;
        }

        var extended = region with { Nodes = [.. nodes[..end]] };
        if (!withConvolutions)
        {
            Mark(extended);
        }

        return extended;
    }

    // The function that is the only use of a value; empty if there is none.
    private ImmutableArray<int> Next(int value) =>
        _functions.TryGetValue(value, out var function) ? function.Nodes
        : !flow.IsOutput(value) && flow.ConsumersOf(value) is [var only] && IsStraight(only) ? [only]
        : [];

    // A product with the region's own input (squeeze-and-excite, x · sigmoid(x)), or paths without convolutions or
    // matrix products, as in a norm of several nodes.
    private bool IsFunction(Region region)
    {
        var last = region.Nodes[^1];
        return _plan.Shapes[last + 1] == _plan.Shapes[region.Entry]
            && flow.IsUsedOnlyBy(region.Entry, region.Nodes.ToHashSet())
            && (region.Nodes.All(node => _plan.Costs[node].Macs == 0)
                ? _plan.Nodes[last].Operator is Arithmetic
                : IsProduct(last) && _plan.InputsOf(last).Contains(region.Entry));
    }

    private bool IsStraight(int node) => _plan.InputsOf(node).Length == 1
        && _plan.Shapes[node + 1].IsFeature
        && _plan.Nodes[node] is { Definition: Conv or Norm or Definitions.Activate or LeakyRelu or ChannelNorm or ChannelShuffle }
            or { Operator: Arithmetic or Unary or Clamp or ParametricRelu or PadAxes or Transpose }
            or { Operator: InstanceNormalization or GroupNormalization };

    private bool IsJoin(int node) => _plan.Nodes[node].Operator is Concatenate || IsSum(node);

    private bool IsSum(int node) => _plan.Nodes[node].Operator is Arithmetic { Function: ArithmeticFunction.Add, Constant: null };

    private bool IsProduct(int node) =>
        _plan.Nodes[node].Operator is Arithmetic { Function: ArithmeticFunction.Multiply, Constant: null };

    // A convolution without an activation after it is the end of a bottleneck, unless it is depthwise.
    private bool EndsABottleneck(List<int> nodes)
    {
        var last = nodes.FindLastIndex(IsConvolution);
        return last >= 0
            && ((Conv)_plan.Nodes[nodes[last]].Definition!).Groups == 1
            && nodes.Skip(last + 1).All(IsLinear);
    }

    private bool IsLinear(int node) => _plan.Nodes[node] is { Definition: Norm } or { Operator: Transpose }
        || (_plan.Nodes[node].Operator is Arithmetic { Constant: not null } arithmetic && IsShiftOrScale(arithmetic.Function));

    private static bool IsShiftOrScale(ArithmeticFunction function) =>
        function is ArithmeticFunction.Add or ArithmeticFunction.Subtract or ArithmeticFunction.Multiply;

    private bool IsConvolution(int node) => _plan.Nodes[node].Definition is Conv;

    private int Convolutions(IEnumerable<int> nodes) => nodes.Count(IsConvolution);

    private void Mark(Region region)
    {
        foreach (var node in region.Nodes)
        {
            _isTaken[node] = true;
        }
    }
}
