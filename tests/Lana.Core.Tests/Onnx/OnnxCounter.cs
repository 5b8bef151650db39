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
            if (constant.DataType == 7)
            {
                _integers[constant.Name] = MemoryMarshal.Cast<byte, long>(constant.RawData.Span).ToArray();
            }
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
        "Gemm" => Product(node, Input(node, 0), [.. Input(node, 1).Reverse()]),
        "MatMul" => Product(node, Input(node, 0), Input(node, 1)),
        "Add" or "Sub" or "Mul" or "Div" => Broadcast(Input(node, 0), Input(node, 1)),
        "Relu" or "Sigmoid" or "Identity" or "BatchNormalization" or "Erf" or "Softmax" or "LayerNormalization" or
            "Clip" or "HardSigmoid" or "HardSwish" or "LeakyRelu" or "Elu" or "PRelu" or "Selu" or "Softplus" or "Tanh" or
            "LogSoftmax" => Input(node, 0),
        "MaxPool" or "AveragePool" => Pool(node),
        "ReduceSum" => [.. Input(node, 0).Where((_, axis) => !_integers[node.Input[1]].Contains(axis))],
        "Pad" => Pad(Input(node, 0), _integers[node.Input[1]]),
        "GlobalAveragePool" or "GlobalMaxPool" => [.. Input(node, 0)[..2], 1, 1],
        "ReduceMean" or "ReduceMax" => [.. Input(node, 0).Select((size, axis) => Ints(node, "axes").Contains(axis) ? 1 : size)],
        "Flatten" => [Input(node, 0)[0], Count(Input(node, 0)[1..])],
        "Unsqueeze" => [.. Input(node, 0), .. Enumerable.Repeat(1L, (int)Input(node, 1)[0])],
        "Reshape" => Reshape(Input(node, 0), _integers[node.Input[1]]),
        "Transpose" => [.. Ints(node, "perm").Select(axis => Input(node, 0)[axis])],
        "Slice" => Slice(node),
        "Concat" => Concat(node),
        "Constant" => [],
        _ => throw new NotSupportedException($"The counter does not know {node.OpType} yet."),
    };

    private long[] Convolution(NodeProto node)
    {
        var (input, weight) = (Input(node, 0), Input(node, 1));
        var (strides, pads) = (Ints(node, "strides"), Ints(node, "pads"));
        Assert.Equal(input[1], weight[1] * Int(node, "group"));
        var axes = input.Length - 2;
        var sizes = Enumerable.Range(0, axes)
            .Select(axis => ((input[axis + 2] + pads[axis] + pads[axis + axes] - Reach(node, axis, weight[axis + 2])) / strides[axis]) + 1)
            .ToArray();
        Macs += input[0] * Count(sizes) * Count(weight);
        return [input[0], weight[0], .. sizes];
    }

    private long[] Product(NodeProto node, long[] left, long[] right)
    {
        Assert.True(left[^1] == right[^2], $"{node.Name} multiplies {left[^1]} by {right[^2]}");
        var rank = Math.Max(left.Length, right.Length);
        long[] output = [.. Broadcast(Pad(left, rank)[..^2], Pad(right, rank)[..^2]), left[^2], right[^1]];
        Macs += Count(output) * left[^1];
        return output;
    }

    private static long[] Reshape(long[] input, long[] asked)
    {
        long[] output = [.. asked.Select((size, axis) => size == 0 ? input[axis] : size)];
        Assert.Equal(Count(input), Count(output));
        return output;
    }

    private long[] Slice(NodeProto node)
    {
        long[] output = [.. Input(node, 0)];
        var steps = node.Input.Count > 4 ? _integers[node.Input[4]] : [.. _integers[node.Input[3]].Select(_ => 1L)];
        foreach (var (place, axis) in _integers[node.Input[3]].Index())
        {
            var (from, to) = (_integers[node.Input[1]][place], Math.Min(output[axis], _integers[node.Input[2]][place]));
            Assert.True(from >= 0 && from < to, $"{node.Name} takes {from} to {to} of {output[axis]}");
            output[axis] = (to - from + steps[place] - 1) / steps[place];
        }

        return output;
    }

    private long[] Concat(NodeProto node)
    {
        var axis = Int(node, "axis");
        var inputs = node.Input.Select(name => _shapes[name]).ToList();
        return [.. inputs[0].Select((size, index) => index == axis ? inputs.Sum(input => input[index]) : size)];
    }

    private long[] Pool(NodeProto node)
    {
        var input = Input(node, 0);
        var (kernel, strides, pads) = (Ints(node, "kernel_shape"), Ints(node, "strides"), Ints(node, "pads"));
        var height = ((input[2] + pads[0] + pads[2] - Reach(node, 0, kernel[0])) / strides[0]) + 1;
        var width = ((input[3] + pads[1] + pads[3] - Reach(node, 1, kernel[1])) / strides[1]) + 1;
        return [input[0], input[1], height, width];
    }

    // From the first tap to the last.
    private static long Reach(NodeProto node, int axis, long taps) =>
        ((taps - 1) * (node.Attribute.FirstOrDefault(a => a.Name == "dilations")?.Ints[axis] ?? 1)) + 1;

    private static long[] Pad(long[] input, long[] pads) =>
        [.. input.Select((size, axis) => size + pads[axis] + pads[axis + input.Length])];

    private static long[] Broadcast(long[] left, long[] right)
    {
        var rank = Math.Max(left.Length, right.Length);
        var pairs = Pad(left, rank).Zip(Pad(right, rank)).ToList();
        Assert.All(pairs, pair => Assert.True(pair.First == pair.Second || pair.First == 1 || pair.Second == 1));
        return [.. pairs.Select(pair => Math.Max(pair.First, pair.Second))];
    }

    private static long[] Pad(long[] shape, int rank) => [.. Enumerable.Repeat(1L, rank - shape.Length), .. shape];

    private static long Count(IEnumerable<long> sizes) => sizes.Aggregate(1L, (product, size) => product * size);

    private long[] Input(NodeProto node, int index) => _shapes[node.Input[index]];

    private static long Int(NodeProto node, string name) => node.Attribute.Single(a => a.Name == name).I;

    private static long[] Ints(NodeProto node, string name) => [.. node.Attribute.Single(a => a.Name == name).Ints];
}
