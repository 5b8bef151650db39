using Lana.Internal;

namespace Lana.Weights;

public sealed class SafetensorsPropertyTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_RandomFiles_ReadBackTheSame()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            var random = new SplitMix64(seed);
            var path = _folder.File($"{seed}");
            var tensors = RandomTensors(ref random);
            var metadata = Enumerable.Range(0, random.NextInt(3)).ToDictionary(i => $"key \"{i}\"", i => $"välue\n{i}");

            SafetensorsWriter.Write(path, tensors.Select(tensor => tensor.Data), metadata);

            using var file = SafetensorsFile.Open(path);
            Assert.Equal(metadata, file.Metadata);
            Assert.Equal(tensors.Select(tensor => $"{tensor.Data}"), file.Tensors.Select(tensor => $"{tensor}"));
            foreach (var (data, bytes) in tensors)
            {
                var read = new byte[data.ByteLength];
                file.ReadBytes(data.Name, read);
                Assert.Equal(bytes, read);
            }
        }
    }

    [Theory]
    [InlineData(WeightType.F32)]
    [InlineData(WeightType.F64)]
    [InlineData(WeightType.F16)]
    [InlineData(WeightType.BF16)]
    public void ReadSingles_LongerThanAChunk_GivesEveryNumber(WeightType type)
    {
        var path = _folder.File("a");
        var values = new float[(1 << 20) + 3];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i % 251;
        }

        SafetensorsWriter.Write(path, [TensorData.FromSingles("w", [values.Length], values, type)]);

        using var file = SafetensorsFile.Open(path);
        var read = new float[values.Length];
        file.ReadSingles("w", read);
        Assert.True(values.AsSpan().SequenceEqual(read));
    }

    [Fact]
    public void ReadInt64s_LongerThanAChunk_GivesEveryNumber()
    {
        var path = _folder.File("a");
        long[] values = [.. Enumerable.Range(0, (1 << 20) + 3).Select(i => (long)i << 30)];

        SafetensorsWriter.Write(path, [TensorData.FromInt64s("n", [values.Length], values)]);

        using var file = SafetensorsFile.Open(path);
        var read = new long[values.Length];
        file.ReadInt64s("n", read);
        Assert.True(values.AsSpan().SequenceEqual(read));
    }

    [Fact]
    public void Open_EveryTruncation_Throws()
    {
        var whole = SmallFile();

        for (var length = 0; length < whole.Length; length++)
        {
            var path = _folder.File("cut", whole[..length]);
            var thrown = Record.Exception(() => ReadAll(path));
            Assert.True(thrown is SafetensorsException, $"Cut to {length} of {whole.Length}: {thrown}");
        }
    }

    [Fact]
    public void Open_RandomByteChanged_ReadsOrThrowsSafetensorsException()
    {
        var whole = SmallFile();
        var random = new SplitMix64(11);
        var refused = 0;

        for (var trial = 0; trial < 2_000; trial++)
        {
            var bytes = whole.ToArray();
            var position = random.NextInt(bytes.Length);
            bytes[position] ^= (byte)(1 + random.NextInt(255));
            var path = _folder.File("flipped", bytes);
            var thrown = Record.Exception(() => ReadAll(path));
            Assert.True(thrown is null or SafetensorsException, $"Byte {position} = {bytes[position]}: {thrown}");
            refused += thrown is null ? 0 : 1;
        }

        Assert.InRange(refused, 500, 1_999);
    }

    private static List<(TensorData Data, byte[] Bytes)> RandomTensors(ref SplitMix64 random)
    {
        var types = Enum.GetValues<WeightType>();
        var tensors = new List<(TensorData, byte[])>();
        for (var i = random.NextInt(8); i > 0; i--)
        {
            var shape = new long[random.NextInt(5)];
            for (var axis = 0; axis < shape.Length; axis++)
            {
                shape[axis] = random.NextInt(6);
            }

            var type = types[random.NextInt(types.Length)];
            var bytes = new byte[WeightLayout.ByteLength(type, shape)!.Value];
            for (var at = 0; at < bytes.Length; at++)
            {
                bytes[at] = (byte)random.NextUInt64();
            }

            tensors.Add((new TensorData($"läyer{i}.\"weight\"", type, shape, stream => stream.Write(bytes)), bytes));
        }

        return tensors;
    }

    private static void ReadAll(string path)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var tensor in file.Tensors)
        {
            file.ReadBytes(tensor.Name, new byte[tensor.ByteLength]);
            if (tensor.ElementType is WeightType.F32 or WeightType.F16 or WeightType.BF16 or WeightType.F64)
            {
                file.ReadSingles(tensor.Name, new float[tensor.Count]);
            }
        }
    }

    private byte[] SmallFile()
    {
        var path = _folder.File("small");
        SafetensorsWriter.Write(
            path,
            [
                TensorData.FromSingles("conv.weight", [2, 1, 3], new float[6]),
                TensorData.FromSingles("bn1.weight", [2], new float[] { 1, 2 }, WeightType.F16),
                TensorData.FromInt64s("bn1.num_batches_tracked", [], new long[] { 7 }),
            ],
            new Dictionary<string, string> { ["format"] = "pt" });
        return File.ReadAllBytes(path);
    }
}
