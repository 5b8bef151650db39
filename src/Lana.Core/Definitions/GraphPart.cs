using Lana.Modules;
using Lana.Onnx;
using Lana.Operators;

namespace Lana.Definitions;

/// <summary>Runs a node of a graph.</summary>
internal abstract class GraphPart : IDisposable
{
    /// <summary>Its parameters and buffers.</summary>
    public abstract IEnumerable<Weight> Weights { get; }

    /// <summary>The block of a definition; null for an operator.</summary>
    public virtual Block? Block => null;

    /// <summary>Creates the part of a node with new weights.</summary>
    public static GraphPart Create(GraphPlan plan, int node, Initializer initializer) =>
        plan.Nodes[node].Definition is { } definition
            ? new BlockPart(definition.Create(plan.Shapes[plan.InputsOf(node)[0]].ToFeature(), initializer))
            : OperatorPart.Create(plan.Nodes[node].Operator!);

    /// <summary>Computes the value: a new tensor or a view, never an input itself.</summary>
    public abstract Tensor Run(Tensor[] inputs, RunMode mode);

    /// <summary>The inference form; it owns its own weights.</summary>
    public abstract GraphPart Fuse();

    /// <summary>Writes its ONNX nodes.</summary>
    public abstract GraphValue Emit(OnnxGraph graph, GraphValue[] inputs);

    /// <summary>Disposes the weights.</summary>
    public abstract void Dispose();
}

/// <summary>Runs a definition.</summary>
internal sealed class BlockPart(Block block) : GraphPart
{
    public override Block Block => block;

    public override IEnumerable<Weight> Weights => block.Weights;

    public override Tensor Run(Tensor[] inputs, RunMode mode) => block.Run(inputs[0], mode);

    public override GraphPart Fuse() => new BlockPart(block.Fuse());

    public override GraphValue Emit(OnnxGraph graph, GraphValue[] inputs) =>
        GraphValue.Of(block.Emit(graph, inputs[0].ToFeature()));

    public override void Dispose() => block.Dispose();
}

/// <summary>Runs an operator.</summary>
internal sealed class OperatorPart(TensorOperator @operator, Weight[] weights) : GraphPart
{
    public override IEnumerable<Weight> Weights => weights;

    public static OperatorPart Create(TensorOperator @operator)
    {
        var parameters = @operator.Weights.Length - @operator.BufferCount;
        return new OperatorPart(@operator, [.. @operator.Weights.Select((weight, place) => Fresh(weight, place < parameters))]);
    }

    public OperatorPart Copy() => new(@operator, [.. weights.Select(weight => weight.Copy())]);

    public override Tensor Run(Tensor[] inputs, RunMode mode) => @operator.Run(inputs, [.. weights.Select(weight => weight.Value)]);

    public override GraphPart Fuse() => Copy();

    public override GraphValue Emit(OnnxGraph graph, GraphValue[] inputs)
    {
        TensorShape[] shapes = [.. inputs.Select(input => input.Shape)];
        var name = @operator.Emit(
            graph,
            [.. inputs.Select(input => input.Plain(graph))],
            shapes,
            [.. weights.Select(weight => graph.Constant(weight.Name, weight.Value).Name)]);
        return new GraphValue(name, @operator.Infer(shapes), IsFlat: false);
    }

    public override void Dispose()
    {
        foreach (var weight in weights)
        {
            weight.Value.Dispose();
        }
    }

    private static Weight Fresh(OperatorWeight weight, bool isParameter)
    {
        var value = ones([.. weight.Shape.Sizes.Select(size => (long)size)], dtype: float32);
        return isParameter ? Weight.Parameter(weight.Name, value) : Weight.Buffer(weight.Name, value);
    }
}
