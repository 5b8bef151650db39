using System.Runtime.InteropServices;
using Lana.Onnx.Proto;

namespace Lana.Onnx;

/// <summary>What an ONNX file costs, counted from its nodes alone: shapes are inferred here a second time.</summary>
internal sealed class OnnxCounter
{
    private readonly Dictionary<string, long[]> _shapes = [];
    private readonly Dictionary<string, long[]> _integers = [];
    private readonly GraphProto _graph;

    private OnnxCounter(GraphProto graph, int batch)
    {
        _graph = graph;
        foreach (var constant in graph.Initializer)
        {
            _shapes[constant.Name] = [.. constant.Dims];
            _integers[constant.Name] = constant.DataType == 7
                ? [.. MemoryMarshal.Cast<byte, long>(constant.RawData.Span)]
                : [];
        }

        var sizes = graph.Input.Single().Type.TensorType.Shape.Dim.Skip(1).Select(dim => dim.DimValue);
        _shapes[graph.Input.Single().Name] = [batch, .. sizes];
    }

    public long Macs { get; private set; }

    public long WeightBytes { get; private set; }

    public long[] Output { get; private set; } = [];

    public static OnnxCounter Count(byte[] model, int batch = 1)
    {
        var counter = new OnnxCounter(ModelProto.Parser.ParseFrom(model).Graph, batch);
        counter.Walk();
        return counter;
    }

    private void Walk()
    {
        foreach (var node in _graph.Node)
        {
            _shapes.Add(Assert.Single(node.Output), Shape(node));
        }

        // Axes and shapes are int64 and part of the graph; weights are float32.
        WeightBytes = _graph.Initializer
            .Where(constant => constant.DataType == 1)
            .Sum(constant => (long)constant.RawData.Length);
        Output = _shapes[_graph.Output.Single().Name];
    }

    private long[] Shape(NodeProto node) => node.OpType switch
    {
        "Conv" => Convolution(node),
        "Gemm" => MatrixProduct(node),
        "Add" or "Mul" => Broadcast(Input(node, 0), Input(node, 1)),
        "Relu" or "Sigmoid" or "Identity" or "BatchNormalization" => Input(node, 0),
        "Clip" or "HardSigmoid" or "HardSwish" or "Softmax" => Input(node, 0),
        "Constant" => [],
        "MaxPool" or "AveragePool" => Pool(node),
        "Reshape" => Reshape(Input(node, 0), Integers(node, 1)),
        "Transpose" => [.. Ints(node, "perm").Select(axis => Input(node, 0)[axis])],
        "ReduceSum" => [.. Input(node, 0).Where((_, axis) => !Integers(node, 1).Contains(axis))],
        "Slice" => Slice(node),
        "Pad" => [.. Input(node, 0).Index().Select(axis =>
            axis.Item + Integers(node, 1)[axis.Index] + Integers(node, 1)[axis.Index + 4])],
        "GlobalAveragePool" => [Input(node, 0)[0], Input(node, 0)[1], 1, 1],
        "Flatten" => [Input(node, 0)[0], Product(Input(node, 0).Skip(1))],
        "Unsqueeze" => [.. Input(node, 0), .. Enumerable.Repeat(1L, (int)Input(node, 1)[0])],
        _ => throw new NotSupportedException($"The counter does not know {node.OpType} yet."),
    };

    private long[] Convolution(NodeProto node)
    {
        var input = Input(node, 0);
        var weight = Input(node, 1);
        var (strides, pads) = (Ints(node, "strides"), Ints(node, "pads"));
        var group = node.Attribute.Single(attribute => attribute.Name == "group").I;
        Assert.Equal(input[1], weight[1] * group);
        var height = ((input[2] + pads[0] + pads[2] - weight[2]) / strides[0]) + 1;
        var width = ((input[3] + pads[1] + pads[3] - weight[3]) / strides[1]) + 1;
        Macs += input[0] * height * width * Product(weight);
        return [input[0], weight[0], height, width];
    }

    private long[] MatrixProduct(NodeProto node)
    {
        var (input, weight) = (Input(node, 0), Input(node, 1));
        Assert.Equal(input[1], weight[1]);
        Macs += input[0] * weight[0] * weight[1];
        return [input[0], weight[0]];
    }

    private long[] Pool(NodeProto node)
    {
        var input = Input(node, 0);
        var (kernel, strides, pads) = (Ints(node, "kernel_shape"), Ints(node, "strides"), Ints(node, "pads"));
        var height = ((input[2] + pads[0] + pads[2] - kernel[0]) / strides[0]) + 1;
        var width = ((input[3] + pads[1] + pads[3] - kernel[1]) / strides[1]) + 1;
        return [input[0], input[1], height, width];
    }

    private static long[] Reshape(long[] input, long[] shape)
    {
        long[] output = [.. shape.Select((size, axis) => size == 0 ? input[axis] : size)];
        Assert.Equal(Product(input), Product(output));
        return output;
    }

    private long[] Slice(NodeProto node)
    {
        var (starts, axes, steps) = (Integers(node, 1), Integers(node, 3), Integers(node, 4));
        Assert.All(starts, start => Assert.Equal(0, start));
        long[] output = [.. Input(node, 0)];
        foreach (var (axis, step) in axes.Zip(steps))
        {
            output[axis] = (output[axis] + step - 1) / step;
        }

        return output;
    }

    private static long Product(IEnumerable<long> sizes) => sizes.Aggregate(1L, (product, size) => product * size);

    private static long[] Broadcast(long[] left, long[] right)
    {
        Assert.Equal(left.Length, right.Length);
        Assert.All(left.Zip(right), pair => Assert.True(pair.First == pair.Second || pair.First == 1 || pair.Second == 1));
        return [.. left.Zip(right, Math.Max)];
    }

    private long[] Integers(NodeProto node, int index) => _integers[node.Input[index]];

    private long[] Input(NodeProto node, int index) => _shapes[node.Input[index]];

    private static long[] Ints(NodeProto node, string name) => [.. node.Attribute.Single(a => a.Name == name).Ints];
}
