using Google.Protobuf;
using Lana.Onnx.Proto;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Import.Onnx;

/// <summary>What ONNX Runtime says of every intermediate value of a file.</summary>
internal static class OnnxOracle
{
    /// <summary>Compares the shape of every node's outputs, and every constant that the file computes.</summary>
    /// <returns>The number of shapes and constants that were compared.</returns>
    public static (int Shapes, int Constants) Check(ImportedGraph graph, long batch)
    {
        var made = Run(graph, batch);
        var shapes = 0;
        var constants = 0;
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs.Where(output => made.ContainsKey(output.Name)))
            {
                Assert.Equal(output.Shape.WithBatch(batch), made[output.Name].Dims);
                shapes++;
            }

            foreach (var constant in node.Inputs.Select(input => input.Constant).OfType<OnnxConstant>())
            {
                if (made.TryGetValue(constant.Name, out var actual) && constant.Dims.SequenceEqual(actual.Dims))
                {
                    AssertSame(constant, actual.Values);
                    constants++;
                }
            }
        }

        return (shapes, constants);
    }

    private static void AssertSame(OnnxConstant constant, Array? values)
    {
        if (values is float[] floats)
        {
            Assert.Equal(floats, constant.ToFloats(), (a, b) => Math.Abs(a - b) <= 1e-6f * Math.Max(1, Math.Abs(a)));
        }
        else if (values is long[] integers)
        {
            Assert.Equal(integers, constant.Integers);
        }
    }

    private static Dictionary<string, (long[] Dims, Array? Values)> Run(ImportedGraph graph, long batch)
    {
        var model = graph.Model.Clone();
        var names = model.Graph.Node.SelectMany(node => node.Output).Where(name => name.Length > 0).ToArray();
        model.Graph.Output.Clear();
        model.Graph.Output.AddRange(names.Select(name => new ValueInfoProto { Name = name }));
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        using var session = new InferenceSession(model.ToByteArray(), options);
        using var input = Input(graph, batch);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [graph.Input.Name], [input], names);
        return names.Zip(outputs).ToDictionary(pair => pair.First, pair => Read(pair.Second));
    }

    private static OrtValue Input(ImportedGraph graph, long batch)
    {
        var count = batch * graph.Input.Shape.Count;
        var numbers = Enumerable.Range(0, (int)count).Select(i => 0.01f * (i % 97)).ToArray();
        var declared = graph.Model.Graph.Input.First(input => input.Name == graph.Input.Name).Type.TensorType.ElemType;
        return declared == 10
            ? OrtValue.CreateTensorValueFromMemory(
                Array.ConvertAll(numbers, value => (Float16)value), graph.Input.Shape.WithBatch(batch))
            : OrtValue.CreateTensorValueFromMemory(numbers, graph.Input.Shape.WithBatch(batch));
    }

    private static (long[] Dims, Array? Values) Read(OrtValue value)
    {
        var info = value.GetTensorTypeAndShape();
        Array? values = info.ElementDataType switch
        {
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Int64 => value.GetTensorDataAsSpan<long>().ToArray(),
            _ => null,
        };
        return (info.Shape, values);
    }
}
