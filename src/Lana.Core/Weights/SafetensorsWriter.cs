namespace Lana.Weights;

/// <summary>Writes safetensors files; equal arguments lead to equal bytes.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    public static void Write(
        string path, IEnumerable<TensorData> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(tensors);
        TensorData[] all = [.. tensors];
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (all.FirstOrDefault(tensor => !names.Add(tensor.Name)) is { } twice)
        {
            throw new ArgumentException($"The name '{twice.Name}' is there twice.", nameof(tensors));
        }

        var header = MakeHeader(all, metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (var tensor in all)
            {
                WriteContent(stream, tensor);
            }
        });
    }

    private static void WriteContent(Stream stream, TensorData tensor)
    {
        var before = stream.Position;
        tensor.WriteContent(stream);
        var written = stream.Position - before;
        if (written != tensor.ByteLength)
        {
            throw new InvalidOperationException(
                $"The callback of tensor {tensor} wrote {written} bytes; its shape needs {tensor.ByteLength}.");
        }
    }

    /// <summary>Creates the length and the JSON, padded with spaces so that the data begins at a multiple of 8.</summary>
    private static byte[] MakeHeader(TensorData[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            WriteEntries(json, tensors);
            json.WriteEndObject();
        }

        while (buffer.Length % Alignment != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        if (buffer.Length > WeightLayout.HeaderLimit)
        {
            throw new ArgumentException(
                $"The header is {buffer.Length} bytes; the format allows {WeightLayout.HeaderLimit}.", nameof(tensors));
        }

        var header = new byte[WeightLayout.LengthBytes + buffer.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)buffer.Length);
        buffer.ToArray().CopyTo(header, WeightLayout.LengthBytes);
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is null || metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(WeightLayout.MetadataKey);
        foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            ArgumentNullException.ThrowIfNull(value, nameof(metadata));
            WeightLayout.RequireText(key);
            WeightLayout.RequireText(value);
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter json, TensorData[] tensors)
    {
        var position = 0L;
        foreach (var tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", WeightLayout.NameOf(tensor.ElementType));
            WriteNumbers(json, "shape", tensor.Shape.AsSpan());
            WriteNumbers(json, "data_offsets", [position, checked(position += tensor.ByteLength)]);
            json.WriteEndObject();
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
