namespace Lana.Weights;

/// <summary>Reads the JSON header of a safetensors file and checks all of it before it is used.</summary>
internal sealed class SafetensorsHeader(string path)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<TensorEntry> _tensors = [];
    private Dictionary<string, string>? _metadata;

    public IReadOnlyList<TensorEntry> Tensors { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Metadata => _metadata ??= [];

    public static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> json, long dataLength)
    {
        var header = new SafetensorsHeader(path);
        header.ReadAll(json);
        header.Tensors = [.. header._tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        header.CheckLayout(dataLength);
        return header;
    }

    private void ReadAll(ReadOnlySpan<byte> json)
    {
        if (json[0] != (byte)'{')
        {
            throw Damaged("the header does not begin with '{', so this is another kind of file, or a damaged one.");
        }

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 4 });
            reader.Read();
            while (ReadName(ref reader) is { } name)
            {
                ReadMember(ref reader, name);
            }

            reader.Read();
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // The JSON reader reports malformed UTF-8 inside a string as an InvalidOperationException.
            throw new SafetensorsException(path, $"the header is not sound JSON: {cause.Message}", null, cause);
        }
    }

    private void ReadMember(ref Utf8JsonReader reader, string name)
    {
        if (!_names.Add(name))
        {
            throw Damaged("the name is there twice.", name);
        }

        if (name == WeightLayout.MetadataKey)
        {
            _metadata = ReadMetadata(ref reader);
        }
        else
        {
            _tensors.Add(ReadTensor(ref reader, name));
        }
    }

    private Dictionary<string, string> ReadMetadata(ref Utf8JsonReader reader)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        Expect(ref reader, JsonTokenType.StartObject, WeightLayout.MetadataKey);
        while (ReadName(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, WeightLayout.MetadataKey);
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw Damaged($"the metadata has the key '{key}' twice.");
            }
        }

        return metadata;
    }

    private TensorEntry ReadTensor(ref Utf8JsonReader reader, string name)
    {
        WeightType? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        Expect(ref reader, JsonTokenType.StartObject, name);
        while (ReadName(ref reader) is { } field)
        {
            switch (field)
            {
                case "dtype" when type is null:
                    type = ReadType(ref reader, name);
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, name, field, WeightLayout.RankLimit);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, name, field, 2);
                    break;
                default:
                    throw Damaged($"the header has an unknown or repeated field '{field}'.", name);
            }
        }

        return type is null || shape is null || offsets is not [var begin, var end]
            ? throw Damaged("the header needs a dtype, a shape and two data_offsets.", name)
            : MakeEntry(name, type.Value, shape, begin, end);
    }

    private TensorEntry MakeEntry(string name, WeightType type, long[] shape, long begin, long end)
    {
        if (begin > end)
        {
            throw Damaged($"its data_offsets [{begin}, {end}] end before they begin.", name);
        }

        var expected = WeightLayout.ByteLength(type, shape)
            ?? throw Damaged($"its shape [{string.Join(", ", shape)}] is larger than any file.", name);
        return expected == end - begin
            ? new TensorEntry(name, type, ImmutableArray.Create(shape), begin, end)
            : throw Damaged(
                $"its shape [{string.Join(", ", shape)}] of {WeightLayout.NameOf(type)} needs {expected} bytes, its "
                + $"data_offsets [{begin}, {end}] hold {end - begin}.",
                name);
    }

    private WeightType ReadType(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.String, name);
        return WeightLayout.Parse(ref reader)
            ?? throw Damaged(
                $"Lana does not read its dtype '{reader.GetString()}': store it as one of "
                + $"{string.Join(", ", Enum.GetValues<WeightType>().Select(WeightLayout.NameOf))}.",
                name);
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader, string name, string field, int limit)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray, name);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
            {
                throw Damaged($"its {field} must be whole numbers from 0 to 2^63 - 1.", name);
            }

            if (numbers.Count == limit)
            {
                throw Damaged($"its {field} has more than {limit} numbers.", name);
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>Reads the next member's name; null at the end of the object.</summary>
    private static string? ReadName(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType token, string name)
    {
        reader.Read();
        if (reader.TokenType != token)
        {
            throw Damaged($"the header has a {reader.TokenType} where a {token} belongs.", name);
        }
    }

    /// <summary>Checks that every byte of the data belongs to exactly one tensor, as the format requires.</summary>
    private void CheckLayout(long dataLength)
    {
        var position = 0L;
        foreach (var tensor in Tensors)
        {
            if (tensor.Begin != position)
            {
                var fault = tensor.Begin < position ? "overlaps the tensor before it" : "leaves a hole before it";
                throw Damaged($"its data begins at {tensor.Begin} instead of {position}: it {fault}.", tensor.Name);
            }

            position = tensor.End;
            if (position > dataLength)
            {
                throw Damaged(
                    $"its data ends at {position}, but there are only {dataLength} bytes: the file is cut short.",
                    tensor.Name);
            }
        }

        if (position != dataLength)
        {
            throw Damaged($"the tensors end at {position}, but {dataLength} bytes of data follow the header.");
        }
    }

    private SafetensorsException Damaged(string reason, string? tensorName = null) => new(path, reason, tensorName);
}
