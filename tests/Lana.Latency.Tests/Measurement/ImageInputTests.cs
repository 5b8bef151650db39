using Google.Protobuf;
using Lana.Export;
using Lana.Import.Onnx;
using Lana.Onnx.Proto;
using Microsoft.ML.OnnxRuntime;

namespace Lana.Measurement;

/// <summary>Models whose one input is not float32 [N, C, H, W] with a free batch.</summary>
[Collection(TorchCollection.Name)]
public sealed class ImageInputTests
{
    private static readonly FeatureShape Shape = new(2, 2, 3);

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(10, false)]
    [InlineData(10, true)]
    public void ToValue_ImagesOfAnyLayoutAndType_AreTheSameNumbers(int type, bool isLast)
    {
        using var session = new InferenceSession(Pass(type, 1, isLast));
        var input = new ImageInput(session, Shape);
        float[] image = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15];

        using var value = input.ToValue(image);

        Assert.Equal(1, input.FixedBatch);
        Assert.Equal(isLast ? [1, 2, 3, 2] : [1, 2, 2, 3], value.GetTensorTypeAndShape().Shape);
        float[] numbers = type == 10
            ? Array.ConvertAll(value.GetTensorDataAsSpan<Float16>().ToArray(), number => (float)number)
            : value.GetTensorDataAsSpan<float>().ToArray();
        Assert.Equal(isLast ? [0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15] : image, numbers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task MeasureAsync_ChannelsLastAndOneImage_IsTimed(int type)
    {
        var subject = new LatencySubject("model", Shape, () => Pass(type, 1, isLast: true));

        var measured = await Meter(1).MeasureAsync([subject], null, TestContext.Current.CancellationToken);

        Assert.True(measured[0].LatencyMs > 0.0);
    }

    [Fact]
    public async Task MeasureAsync_MoreImagesThanTheFileTakes_NamesFileAndOption()
    {
        var subject = new LatencySubject("model", Shape, () => Pass(1, 1, isLast: false));

        var failure = await Assert.ThrowsAsync<LatencyMeterException>(() =>
            Meter(4).MeasureAsync([subject], null, TestContext.Current.CancellationToken));

        Assert.Contains("'model' takes 1 image(s)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("LatencyMeterOptions.Batch to 1", failure.Message, StringComparison.Ordinal);
    }

    // A whole detector: one image at a time, channels last.
    [Fact]
    public async Task MeasureAsync_NetworkOfAFile_TimesTheFile()
    {
        var path = SharedFiles.Require("models", "published", "face_detection_front_128x128_barracuda.onnx");
        using var network = OnnxNetwork.Load(path).Network;

        var measured = await Meter(1).MeasureAsync([LatencySubject.Of(network)], null, TestContext.Current.CancellationToken);

        Assert.Equal(ModelProto.Parser.ParseFrom(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)),
            ModelProto.Parser.ParseFrom(OnnxExporter.Export(network)));
        Assert.True(measured[0].LatencyMs > 0.0);
    }

    private static OnnxRuntimeLatencyMeter Meter(int batch) => new(new OnnxRuntimeLatencyOptions
    {
        Batch = batch,
        TimePerSubject = TimeSpan.FromMilliseconds(2),
        MinRounds = 3,
    });

    private static byte[] Pass(int type, long batch, bool isLast)
    {
        long[] dims = isLast ? [batch, 2, 3, 2] : [batch, 2, 2, 3];
        ValueInfoProto Value(string name)
        {
            var shape = new TensorShapeProto();
            shape.Dim.AddRange(dims.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
            return new ValueInfoProto
            {
                Name = name,
                Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = type, Shape = shape } },
            };
        }

        return new ModelProto
        {
            IrVersion = 8,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 13 } },
            Graph = new GraphProto
            {
                Name = "pass",
                Node = { new NodeProto { OpType = "Relu", Input = { "x" }, Output = { "y" } } },
                Input = { Value("x") },
                Output = { Value("y") },
            },
        }.ToByteArray();
    }
}
