using Lana.Onnx.Proto;

namespace Lana.Import.Onnx;

/// <summary>Traces a graph from its input with two batch sizes: finds every shape, computes known values, and gives
/// every node its normal form.</summary>
internal sealed class OnnxTracer
{
    /// <summary>The first batch size; unusual, so that it is not confused with another size of the network.</summary>
    public const long FirstBatch = 5;

    /// <summary>The second batch size.</summary>
    public const long SecondBatch = 7;

    private readonly OnnxModelFile _file;
    private readonly OnnxInput _input;
    private readonly OnnxNodeNames _names;
    private readonly FoldingBudget _budget;
    private readonly Dictionary<string, TensorProto> _initializers;
    private readonly HashSet<string> _taken;

    // Null for a value of a node that is refused.
    private readonly Dictionary<string, TracedPair?> _values = new(StringComparer.Ordinal);

    public OnnxTracer(OnnxModelFile file, OnnxInput input, OnnxNodeNames names)
    {
        (_file, _input, _names) = (file, input, names);
        var graph = file.Model.Graph;
        _budget = new FoldingBudget(file.SizeBytes);
        _initializers = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        _taken = graph.Node.SelectMany(node => node.Input).Concat(graph.Output.Select(output => output.Name))
            .ToHashSet(StringComparer.Ordinal);
        _values[input.Name] = new TracedPair(InputWith(FirstBatch), InputWith(SecondBatch));
    }

    /// <summary>The nodes that could not be traced.</summary>
    public List<OnnxRefusal> Refusals { get; } = [];

    /// <summary>Traces nodes in their order. A node that needs a value of a refused node is left out.</summary>
    public ImmutableArray<TracedStep> Trace(IEnumerable<NodeProto> nodes)
    {
        var steps = ImmutableArray.CreateBuilder<TracedStep>();
        foreach (var node in nodes)
        {
            try
            {
                if (Step(node) is { } step)
                {
                    steps.Add(step);
                    Keep(step);
                    continue;
                }
            }
            catch (InvalidNodeException cause)
            {
                Refuse(node, cause.Message);
            }
            catch (OverflowException)
            {
                Refuse(node, "its sizes are too large");
            }

            foreach (var name in node.Output)
            {
                _values[name] = null;
            }
        }

        return steps.ToImmutable();
    }

    /// <summary>Returns a value by its name; null if its node was refused.</summary>
    public TracedPair? Find(string name)
    {
        if (!_values.TryGetValue(name, out var pair))
        {
            var constant = new TracedValue(_file.Tensors.Read(_initializers[name], name));
            _values[name] = pair = new TracedPair(constant, constant);
        }

        return pair;
    }

    /// <summary>Returns a value that was traced; null if there is none.</summary>
    public TracedPair? Traced(string name) => _values.GetValueOrDefault(name);

    private void Refuse(NodeProto node, string reason) =>
        Refusals.Add(new OnnxRefusal(_names[node], node.OpType, reason));

    private TracedValue InputWith(long batch) => new(_input.Name, OnnxElementType.Float32, [batch, .. _input.Sizes]);

    private TracedStep? Step(NodeProto node)
    {
        var firstInputs = new TracedValue?[node.Input.Count];
        var secondInputs = new TracedValue?[node.Input.Count];
        var isOne = true;
        for (var i = 0; i < firstInputs.Length; i++)
        {
            if (node.Input[i].Length > 0)
            {
                if (Find(node.Input[i]) is not { } pair)
                {
                    return null;
                }

                (firstInputs[i], secondInputs[i]) = (pair.First, pair.Second);
                isOne &= pair.IsOne;
            }
        }

        var attributes = OnnxAttributes.Read(node);
        var first = Evaluate(node, attributes, ImmutableCollectionsMarshal.AsImmutableArray(firstInputs), FirstBatch);
        var second = isOne
            ? first
            : Evaluate(node, attributes, ImmutableCollectionsMarshal.AsImmutableArray(secondInputs), SecondBatch);
        return new TracedStep(node, first, second);
    }

    private NodeResult Evaluate(
        NodeProto node, OnnxAttributes attributes, ImmutableArray<TracedValue?> inputs, long batch)
    {
        var traced = new TracedNode
        {
            Proto = node,
            Attributes = attributes,
            Inputs = inputs,
            Opset = _file.Opset,
            Batch = batch,
            IsBatchFixed = _input.IsBatchFixed,
            Tensors = _file.Tensors,
            Budget = _budget,
        };
        return FoldRules.Apply(OperatorRules.ByName[node.OpType](traced), _budget);
    }

    private void Keep(TracedStep step)
    {
        var (first, second) = (step.First.Outputs, step.Second.Outputs);
        for (var i = 0; i < step.Proto.Output.Count; i++)
        {
            var name = step.Proto.Output[i];
            _values[name] = i < first.Length ? new TracedPair(first[i], second[i]) : null;
            if (i >= first.Length && name.Length > 0 && _taken.Contains(name))
            {
                Refuse(step.Proto, $"its output {i + 1}, '{Shortened.Of(name)}', cannot be used");
            }
        }
    }
}
