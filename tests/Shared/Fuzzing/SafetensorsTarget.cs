using System.Buffers.Binary;
using Lana.Definitions;
using Lana.Internal;
using Lana.Weights;
using static TorchSharp.torch;

namespace Lana.Fuzzing;

/// <summary>Weights, read into a module that must stay as it is where they are refused.</summary>
internal sealed class SafetensorsTarget : FileTarget
{
    private const int LengthBytes = sizeof(ulong);

    private static readonly TextMutator Header = new(
        "F32", "F16", "BF16", "F64", "I64", "BOOL", "U8", "dtype", "shape", "data_offsets", "__metadata__", "c.weight", "c.bias",
        "\"dtype\":\"F16\"", "\"shape\":[2,1,1,1]", "\"data_offsets\":[0,8]",
        "{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}");

    private readonly LanaModule _module = new Chain(
        new Conv("c", 2, 1) { Bias = true, Norm = "n" }, new GlobalPool()).Build(new FeatureShape(1, 2, 2));

    public SafetensorsTarget()
        : base("safetensors", "weights.safetensors", typeof(SafetensorsException)) => Seeds =
        [.. new[] { WeightType.F32, WeightType.F16, WeightType.BF16 }.Select(Write)];

    public override IReadOnlyList<byte[]> Seeds { get; }

    public override void Dispose()
    {
        _module.Dispose();
        base.Dispose();
    }

    protected override Func<string> ReadFile()
    {
        Clear();
        try
        {
            ModuleWeights.Load(_module, FilePath);
        }
        catch (SafetensorsException) when (Values().Any(value => value != 0))
        {
            throw new InvalidOperationException("the file was refused after weights had been changed");
        }

        return () => ContentHash.Of(Convert.ToHexString(Values()));
    }

    protected override byte[] Mutate(byte[] input, FuzzRandom random)
    {
        if (random.OneIn(4) || input.Length < LengthBytes)
        {
            return ByteMutator.Mutate(input, random);
        }

        var length = (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(input), (ulong)(input.Length - LengthBytes));
        var header = Header.Mutate(input[LengthBytes..(LengthBytes + length)], random);
        var prefix = new byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        return [.. prefix, .. header, .. input[(LengthBytes + length)..]];
    }

    private byte[] Write(WeightType type)
    {
        ModuleWeights.Save(_module, FilePath, type);
        return File.ReadAllBytes(FilePath);
    }

    private byte[] Values() => [.. _module.state_dict().Values.SelectMany(tensor => tensor.bytes.ToArray())];

    private void Clear()
    {
        using var gradients = no_grad();
        foreach (var tensor in _module.state_dict().Values)
        {
            tensor.zero_();
        }
    }
}
