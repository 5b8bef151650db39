using Lana.Definitions;
using Lana.Export;
using Lana.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Import;

/// <summary>Every standard module that is read: TorchSharp, the converted module and ONNX Runtime agree.</summary>
[Collection(TorchCollection.Name)]
public sealed class StandardModulesTests
{
    private static readonly FeatureShape Shape = new(3, 9, 14);

    // Modules on maps of three channels that are not square.
    private static readonly Dictionary<string, Func<nn.Module<Tensor, Tensor>>> Modules = new()
    {
        ["conv 1×3"] = () => nn.Conv2d(3, 5, (1, 3), (1, 2), (0, 1)),
        ["conv 3×5 with padding of its own"] = () => nn.Conv2d(3, 5, (3, 5), (2, 1), (2, 1)),
        ["conv 4×4"] = () => nn.Conv2d(3, 5, 4, padding: 1),
        ["conv 3, padding 2"] = () => nn.Conv2d(3, 5, 3, padding: 2),
        ["conv dilated"] = () => nn.Conv2d(3, 32, 3, padding: 2, dilation: 2),
        ["conv dilated in one direction"] = () => nn.Conv2d(3, 5, (3, 3), (1, 1), (1, 3), (1, 3)),
        ["conv dilated depthwise"] = () => nn.Conv2d(3, 3, 3, padding: 3, dilation: 3, groups: 3),
        ["conv dilated over the map"] = () => nn.Conv2d(3, 5, 3, padding: 9, dilation: 9),
        ["conv same, even"] = () => nn.Conv2d(3, 5, 4, padding: TorchSharp.Padding.Same),
        ["conv reflect"] = () => nn.Conv2d(3, 5, 3, padding: 1, padding_mode: PaddingModes.Reflect),
        ["conv replicate"] = () => nn.Conv2d(3, 5, 5, padding: 2, padding_mode: PaddingModes.Replicate),
        ["max pool 3×2"] = () => nn.MaxPool2d((3, 2)),
        ["max pool dilated"] = () => nn.MaxPool2d([3, 3], [1, 1], [1, 1], [2, 2]),
        ["max pool, padding 1 on 4"] = () => nn.MaxPool2d(4, 2, 1),
        ["average pool 2×3"] = () => nn.AvgPool2d([2, 3], [2, 3]),
        ["average pool, padding 1 on 2"] = () => nn.AvgPool2d(2, 2, 1),
        ["adaptive 3×7"] = () => nn.AdaptiveAvgPool2d([3, 7]),
        ["adaptive 4×5"] = () => nn.AdaptiveAvgPool2d([4, 5]),
        ["adaptive of the same size"] = () => nn.AdaptiveAvgPool2d([9, 14]),
        ["adaptive, larger"] = () => nn.AdaptiveAvgPool2d([10, 20]),
        ["adaptive max"] = () => nn.AdaptiveMaxPool2d([3, 2]),
        ["zero pad"] = () => nn.ZeroPad2d((1, 2, 3, 0)),
        ["constant pad"] = () => nn.ConstantPad2d((1, 2, 3, 0), 0.5),
        ["reflection pad"] = () => nn.ReflectionPad2d((1, 2, 3, 0)),
        ["replication pad"] = () => nn.ReplicationPad2d((1, 2, 3, 0)),
        ["leaky relu"] = () => nn.LeakyReLU(0.2),
        ["elu"] = () => nn.ELU(0.7),
        ["selu"] = () => nn.SELU(),
        ["tanh"] = () => nn.Tanh(),
        ["mish"] = () => nn.Mish(),
        ["softplus"] = () => nn.Softplus(),
        ["prelu"] = () => nn.PReLU(3, 0.1),
        ["prelu shared"] = () => nn.PReLU(1, 0.1),
        ["dropout2d"] = () => nn.Dropout2d(0.5),
        ["log softmax of a map"] = () => nn.LogSoftmax(1),
        ["flattened norm"] = () => nn.Sequential(nn.Flatten(), nn.BatchNorm1d(378), nn.Linear(378, 4)),
        ["flattened prelu"] = () => nn.Sequential(nn.Flatten(), nn.PReLU(378), nn.Dropout2d(0.5), nn.Linear(378, 4)),
        ["linear over a map"] = () => nn.Sequential(nn.Flatten(), nn.Tanh(), nn.Linear(378, 4), nn.BatchNorm1d(4), nn.ELU()),
        ["log softmax at the end"] = () => nn.Sequential(nn.Flatten(), nn.Linear(378, 4), nn.LogSoftmax(-1)),
        ["log softmax of all values"] = () => nn.Sequential(nn.Flatten(), nn.LogSoftmax(1)),
    };

    public static TheoryData<string> Names => new(Modules.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Convert_StandardModule_RunsAndShipsAsItDoes(string name) => AssertAgrees(Modules[name](), Shape);

    // AlexNet: 11×11 with padding 2, overlapping pools, an adaptive pool before linear layers.
    [Fact]
    public void Convert_AlexNet_RunsAndShipsAsItDoes() => AssertAgrees(
        nn.Sequential(
            ("features", nn.Sequential(
                nn.Conv2d(3, 8, 11, stride: 4, padding: 2), nn.ReLU(inplace: true), nn.MaxPool2d(3, 2),
                nn.Conv2d(8, 12, 5, padding: 2), nn.ReLU(inplace: true), nn.MaxPool2d(3, 2))),
            ("avgpool", nn.AdaptiveAvgPool2d([6, 6])),
            ("flatten", nn.Flatten()),
            ("classifier", nn.Sequential(nn.Dropout(0.5), nn.Linear(12 * 36, 16), nn.ReLU(), nn.Linear(16, 10)))),
        new FeatureShape(3, 127, 127));

    [Fact]
    public void Split_NetworkOfSuchModules_IsATeacher()
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(
            ("stem", nn.Sequential(nn.Conv2d(3, 8, (5, 3), (1, 1), (2, 1)), nn.BatchNorm2d(8), nn.LeakyReLU(0.1))),
            ("one", nn.Sequential(nn.Conv2d(8, 8, 3, padding: 2, dilation: 2), nn.BatchNorm2d(8), nn.Mish())),
            ("two", nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(8, 16, 3, stride: 2), nn.PReLU(16))),
            ("pool", nn.AdaptiveAvgPool2d([2, 3])),
            ("flatten", nn.Flatten()),
            ("norm", nn.BatchNorm1d(96)),
            ("classifier", nn.Linear(96, 5)),
            ("scores", nn.LogSoftmax(1)));
        module.eval();
        Tensors.Disturb(module.state_dict(), seed: 3);
        var split = NetworkSplit.Of(module, Shape);

        using var network = split.Build();

        var input = Tensors.Normal(1, Shape.WithBatch(2));
        Assert.Equal(["one", "two"], network.Layers.Select(layer => layer.Name));
        Tensors.AssertClose(module.forward(input), network.Run(input), 1e-5);
    }

    private static void AssertAgrees(nn.Module<Tensor, Tensor> made, FeatureShape shape)
    {
        using var scope = NewDisposeScope();
        using var module = made;
        module.eval();
        Tensors.Disturb(module.state_dict(), seed: 3);
        var input = Tensors.Normal(1, shape.WithBatch(2));

        using var converted = TorchModuleConverter.Convert(module, shape);

        var expected = module.forward(input).flatten(1);
        Tensors.AssertClose(expected, converted.Run(input).flatten(1), 1e-5);
        using var session = new OnnxSession(OnnxExporter.Export(converted));
        Tensors.AssertClose(expected, session.Run(input).flatten(1), 1e-4);
        Assert.Equal(module.parameters().Sum(parameter => parameter.numel()), converted.Cost.Parameters);
    }
}
