namespace Lana.Import.Onnx;

/// <summary>Creates the imported nodes of a traced graph: those that the outputs still need after all known values are
/// computed.</summary>
internal sealed class OnnxGraphBuilder
{
    private readonly OnnxModelFile _file;
    private readonly OnnxNodeNames _names;
    private readonly OnnxTracer _tracer;
    private readonly HashSet<string> _outputNames;
    private readonly Dictionary<string, ImportedValue> _values = new(StringComparer.Ordinal);
    private readonly ImmutableArray<ImportedNode>.Builder _nodes = ImmutableArray.CreateBuilder<ImportedNode>();

    public OnnxGraphBuilder(OnnxModelFile file, OnnxInput input, OnnxNodeNames names, OnnxTracer tracer)
    {
        (_file, _names, _tracer) = (file, names, tracer);
        Input = new ImportedValue(input.Name, ShapeOf(input.Sizes));
        _outputNames = file.Model.Graph.Output.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        _values[input.Name] = Input;
    }

    /// <summary>The input.</summary>
    public ImportedValue Input { get; }

    /// <summary>The values by the names of the file; valid after the nodes have been built.</summary>
    public IReadOnlyDictionary<string, ImportedValue> Tensors => _values;

    /// <summary>Returns the remaining nodes, in the order of the steps.</summary>
    public ImmutableArray<ImportedNode> Build(ImmutableArray<TracedStep> steps)
    {
        var needed = Needed(steps);
        foreach (var step in steps.Where(step => !step.IsKnown && step.MakesAnyOf(needed)))
        {
            try
            {
                Add(step);
            }
            catch (InvalidNodeException cause)
            {
                _tracer.Refusals.Add(new OnnxRefusal(_names[step.Proto], step.Proto.OpType, cause.Message));
                KeepForLater(step);
            }
        }

        if (_tracer.Refusals.Count > 0)
        {
            throw OnnxRefusal.ToException(_file.Path, _tracer.Refusals);
        }

        return _nodes.ToImmutable();
    }

    /// <summary>Returns the outputs of the file; valid after the nodes have been built.</summary>
    public ImmutableArray<ImportedValue> Outputs() =>
    [
        .. _file.Model.Graph.Output.Select(output => _values.TryGetValue(output.Name, out var value)
            ? value
            : throw _file.Fail($"its output '{Shortened.Of(output.Name)}' does not depend on its input.")),
    ];

    private HashSet<string> Needed(ImmutableArray<TracedStep> steps)
    {
        var needed = new HashSet<string>(_outputNames, StringComparer.Ordinal);
        foreach (var step in steps.Reverse().Where(step => step.MakesAnyOf(needed)))
        {
            needed.UnionWith(step.First.Inputs.OfType<TracedValue>().Select(input => input.Name));
        }

        return needed;
    }

    private void Add(TracedStep step)
    {
        if (step.First.Operator == NodeResult.Identity && !_outputNames.Contains(step.First.Outputs[0].Name))
        {
            _values[step.First.Outputs[0].Name] = ValueOf(step.First.Inputs[0]!.Name);
            return;
        }

        if (OperatorRules.FoldedOnly.Contains(step.First.Operator))
        {
            throw new InvalidNodeException("the operator is supported only where its inputs are known numbers");
        }

        if (!step.First.Attributes.Equals(step.Second.Attributes))
        {
            throw new InvalidNodeException("it does something else for every batch size");
        }

        ImmutableArray<ImportedInput> inputs = [.. step.Inputs.Select(InputOf)];
        ImmutableArray<ImportedValue> outputs = [.. step.Outputs.Select((output, i) => Make(step, output, i))];
        _nodes.AddRange(JoinedSoftmax.Expand(
            new ImportedNode
            {
                Name = _names[step.Proto],
                Operator = step.First.Operator,
                Inputs = inputs,
                Outputs = outputs,
                Attributes = step.First.Attributes,
            },
            _names));
    }

    private ImportedInput InputOf(TracedPair? input)
    {
        if (input is not { } pair)
        {
            return default;
        }

        if (pair.First.Constant is null && pair.Second.Constant is null)
        {
            return new ImportedInput(ValueOf(pair.First.Name), null);
        }

        return pair.IsKnown && pair.ForAnyBatch() is { } constant
            ? new ImportedInput(null, constant)
            : throw new InvalidNodeException($"its input '{Shortened.Of(pair.First.Name)}' depends on the batch size");
    }

    private ImportedValue ValueOf(string name) => _values[name];

    private ImportedValue Make(TracedStep step, TracedPair pair, int index)
    {
        var (first, name) = (pair.First, pair.First.Name);
        if (!pair.IsBatched)
        {
            throw new InvalidNodeException(
                $"its output {first.Show()} does not have the batch as its first axis and only there");
        }

        if (first.Dims.Any(size => size is < 1 or > int.MaxValue))
        {
            throw new InvalidNodeException($"its output {first.Show()} is empty or too large");
        }

        var value = new ImportedValue(
            name.Length > 0 ? name : _names.Unique($"{_names[step.Proto]}:{index}"),
            ShapeOf(first.Dims[1..]));
        _values[value.Name] = value;
        return value;
    }

    private static TensorShape ShapeOf(ImmutableArray<long> sizes) =>
        new(sizes.Select(size => (int)size).ToImmutableArray());

    // The graph is refused; the following nodes are only checked for further errors.
    private void KeepForLater(TracedStep step)
    {
        foreach (var output in step.First.Outputs)
        {
            _values[output.Name] = Input;
        }
    }
}
