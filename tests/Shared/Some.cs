using Lana.Data;
using Lana.Internal;
using Lana.Kernels;
using Lana.Models;
using Lana.Modules;
using Lana.Native;
using Lana.Networks;
using static TorchSharp.torch;

namespace Lana;

/// <summary>A tiny teacher and tiny data that can be learnt.</summary>
internal static class Some
{
    public const int Classes = 4;
    public const int Side = 16;

    /// <summary>Eight layers; one of them, <c>blocks.5.1</c>, keeps its shape.</summary>
    public static NetworkDefinition Definition { get; } = EfficientNet.Define(NetworkOptions.Compound(-8) with
    {
        Depth = 0.3,
        Resolution = Side,
        InputChannels = 1,
        Classes = Classes,
    });

    /// <summary>A network whose branches add something, as trained ones do, and whose running statistics are those of the
    /// images, so that its features do not vanish.</summary>
    public static Network Teacher(ulong seed = 1)
    {
        var network = Definition.Build(seed);
        return TorchThread.RunAsync(1, () =>
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            foreach (var (_, scale) in network.State.Where(pair => IsScale(pair.Key, pair.Value)))
            {
                scale.copy_(ones_like(scale));
            }

            using var batch = Images().Read(EpochOrder.Sequential(48));
            network.Run(MemoryLayout.ToChannelsLast(batch.Images), RunMode.Recalibrate);
            return network;
        }).GetAwaiter().GetResult();
    }

    /// <summary>Noise, with a bright quarter that is the class.</summary>
    public static ImageArraySource Images(int count = 48, ulong seed = 1, int padding = 0)
    {
        var random = new SplitMix64(seed);
        var pixels = new byte[count * Side * Side];
        var labels = new int[count];
        for (var place = 0; place < pixels.Length; place++)
        {
            var image = place / (Side * Side);
            labels[image] = image % Classes;
            var quarter = (place / Side % Side / (Side / 2) * 2) + (place % Side / (Side / 2));
            pixels[place] = (byte)(random.NextInt(128) + (quarter == labels[image] ? 127 : 0));
        }

        return new ImageArraySource(pixels, new(1, Side, Side), labels, new ImageArrayOptions
        {
            Classes = Classes,
            Mean = [0.3f],
            StandardDeviation = [0.3f],
            Augmentation = new ImageAugmentation { Padding = padding },
        });
    }

    private static bool IsScale(string name, Tensor value) =>
        value.dim() == 1 && name.EndsWith(".weight", StringComparison.Ordinal);
}
