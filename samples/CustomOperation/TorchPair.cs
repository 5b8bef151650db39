using Lana.Import;
using static TorchSharp.torch;

namespace CustomOperation;

#region own-module
/// <summary>Another custom operation, as a plain TorchSharp module: the converter determines its definition.</summary>
internal static class TorchPair
{
    public static ModuleOperation Operation { get; } = new("my_torch_pair", layer => nn.Sequential(
        nn.Conv2d(layer.Input.Channels, 16, 1, bias: false),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.Conv2d(16, layer.Output.Channels, 3, stride: layer.Stride, padding: 1, bias: false),
        nn.BatchNorm2d(layer.Output.Channels)));
}
#endregion
