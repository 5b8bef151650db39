using Lana.Data;
using Lana.Export;
using Lana.Models;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana.Parity;

[Collection(TorchCollection.Name)]
public sealed class OnnxAccuracyTests
{
    private const int Images = 25;

    private static readonly NetworkDefinition Tiny = EfficientNet.Define(
        NetworkOptions.Compound(-6) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(5, 0.8)]
    [InlineData(25, 0.0)]
    public void Top1_LabelsOfTheNetworkItself_CountsTheRightOnes(int wrong, double expected)
    {
        using var network = Tiny.Build();
        SyntheticWeights.Fill(network);
        using var source = new Labelled(network, wrong);

        var accuracy = OnnxAccuracy.Top1(
            OnnxExporter.Export(network), source, batch: 4, TestContext.Current.CancellationToken);

        Assert.Equal(expected, accuracy, 9);
    }

    [Fact]
    public void Top1_Cancelled_Stops()
    {
        using var network = Tiny.Build();
        using var source = new Labelled(network, 0);

        Assert.Throws<OperationCanceledException>(
            () => OnnxAccuracy.Top1(OnnxExporter.Export(network), source, 4, new CancellationToken(canceled: true)));
    }

    private sealed class Labelled : IBatchSource, IDisposable
    {
        private readonly Tensor _images = SyntheticWeights.Uniform("images", Images, 1, 28, 28);
        private readonly long[] _labels;

        public Labelled(Network network, int wrong)
        {
            using var gradients = no_grad();
            using var logits = network.Run(_images);
            using var largest = logits.argmax(1);
            _labels = [.. largest.data<long>().ToArray()
                .Select((label, index) => index < wrong ? (label + 1) % 10 : label)];
        }

        public int Count => Images;

        public FeatureShape Shape => Tiny.Input;

        public string Fingerprint => "labelled";

        public Batch Read(ReadOnlySpan<int> indices, ulong? augmentation = null)
        {
            var chosen = indices.ToArray();
            using var index = tensor(chosen.Select(value => (long)value).ToArray());
            return new Batch(_images.index_select(0, index), tensor(chosen.Select(value => _labels[value]).ToArray()));
        }

        public void Dispose() => _images.Dispose();
    }
}
