using Lana.Definitions;
using Lana.Import.Structure;

namespace Lana.Import.Onnx;

/// <summary>The flow of values through a graph: the consumers of each value, and its dominator.</summary>
/// <remarks>Values are numbered as in <see cref="GraphPlan"/>.</remarks>
internal sealed class ValueFlow
{
    private readonly Dominators _dominators;
    private readonly List<int>[] _consumers;
    private readonly bool[] _isOutput;
    private readonly bool[] _isTurned;

    public ValueFlow(GraphPlan plan, IReadOnlyCollection<int> outputs)
    {
        Plan = plan;
        var count = plan.Nodes.Length + 1;
        (_dominators, _isOutput, _isTurned) = (Dominators.Of(plan, outputs), new bool[count], MapLayout.TurnedValues(plan));
        _consumers = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        for (var node = 0; node < plan.Nodes.Length; node++)
        {
            foreach (var input in plan.InputsOf(node))
            {
                _consumers[input].Add(node);
            }
        }

        foreach (var output in outputs)
        {
            _isOutput[output] = true;
        }
    }

    /// <summary>The graph.</summary>
    public GraphPlan Plan { get; }

    /// <summary>The nearest other value on every path from the input to a value.</summary>
    public int DominatorOf(int value) => _dominators.Before(value);

    /// <summary>The nodes that use a value.</summary>
    public IReadOnlyList<int> ConsumersOf(int value) => _consumers[value];

    /// <summary>Returns true if a value is an output of the network.</summary>
    public bool IsOutput(int value) => _isOutput[value];

    /// <summary>Returns true if a value is a map [C, H, W], as required for inputs and outputs of layers.</summary>
    public bool IsMap(int value) => Plan.Shapes[value].IsFeature && !_isTurned[value];

    /// <summary>Returns true if no nodes outside a set need a value.</summary>
    public bool IsUsedOnlyBy(int value, IReadOnlySet<int> nodes) => !IsOutput(value) && _consumers[value].TrueForAll(nodes.Contains);
}
