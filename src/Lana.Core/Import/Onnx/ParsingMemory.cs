using System.Collections.Concurrent;
using Google.Protobuf.Reflection;

namespace Lana.Import.Onnx;

/// <summary>Estimates the memory that parsing a protobuf message allocates, without allocating it: an empty message
/// takes two bytes in a file and hundreds as an object.</summary>
internal ref struct ParsingMemory
{
    private const int MaxDepth = 100;
    private const int Object = 16;
    private const int Pointer = 8;
    private const int Repeated = 32;
    private const int FirstElement = 88;

    // An array that grows by doubling allocates in total between two and four times its elements.
    private const int Growth = 3;
    private const int UnknownFields = 300;
    private const int UnknownField = 100;

    private static readonly ConcurrentDictionary<MessageDescriptor, (long Bytes, FieldDescriptor?[] Fields)> Types = new();

    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    private ParsingMemory(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>The bytes of all objects that parsing a message creates; for a damaged message, those up to the
    /// damage.</summary>
    /// <param name="type">The type of the message.</param>
    /// <param name="bytes">The message.</param>
    public static long Estimate(MessageDescriptor type, ReadOnlySpan<byte> bytes) => Estimate(type, bytes, MaxDepth);

    private static long Estimate(MessageDescriptor type, ReadOnlySpan<byte> bytes, int depth)
    {
        var (total, fields) = Types.GetOrAdd(type, Describe);
        var reader = new ParsingMemory(bytes);
        var seen = 0UL;
        while (depth > 0 && reader.TryReadVarint(out var tag) && reader.TryReadValue((int)(tag & 7), out var value))
        {
            var number = tag >> 3;
            var field = number < (ulong)fields.Length ? fields[number] : null;
            var bit = field is null ? 1UL : 1UL << (int)(number & 63);
            var isFirst = (seen & bit) == 0;
            seen |= bit;
            total += field is null
                ? UnknownField + value.Length + (isFirst ? UnknownFields : 0)
                : Element(field, value, depth)
                    + (!field.IsRepeated || IsPacked(field, tag) ? 0 : isFirst ? FirstElement : Growth * Pointer);
        }

        return total;
    }

    private static long Element(FieldDescriptor field, ReadOnlySpan<byte> value, int depth) => field.FieldType switch
    {
        FieldType.Message => Estimate(field.MessageType, value, depth - 1),
        FieldType.String => Object + Pointer + (2L * value.Length),
        FieldType.Bytes => (2 * Object) + (4 * Pointer) + value.Length,
        FieldType.Float or FieldType.Double => 2L * value.Length,
        _ => (long)Growth * Pointer * Varints(value),
    };

    private static bool IsPacked(FieldDescriptor field, ulong tag) =>
        (tag & 7) == 2 && field.FieldType is not (FieldType.Message or FieldType.String or FieldType.Bytes);

    private static int Varints(ReadOnlySpan<byte> value)
    {
        var count = 0;
        foreach (var part in value)
        {
            count += part < 0x80 ? 1 : 0;
        }

        return count;
    }

    private static (long Bytes, FieldDescriptor?[] Fields) Describe(MessageDescriptor type)
    {
        var fields = new FieldDescriptor?[type.Fields.InDeclarationOrder().Max(field => field.FieldNumber) + 1];
        var bytes = (long)Object + Pointer;
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            fields[field.FieldNumber] = field;
            bytes += Pointer + (field.IsRepeated ? Repeated : 0);
        }

        return (bytes, fields);
    }

    // The content of a field with a length; empty for numbers.
    private bool TryReadValue(int wireType, out ReadOnlySpan<byte> value)
    {
        value = default;
        switch (wireType)
        {
            case 0:
                return TryReadVarint(out _);
            case 1:
                return TrySkip(sizeof(ulong));
            case 2 when TryReadVarint(out var length) && length <= (ulong)(_bytes.Length - _at):
                value = _bytes.Slice(_at, (int)length);
                return TrySkip((int)length);
            case 3 or 4:
                return true;
            case 5:
                return TrySkip(sizeof(uint));
            default:
                return false;
        }
    }

    private bool TrySkip(int count)
    {
        _at += count;
        return _at <= _bytes.Length;
    }

    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && _at < _bytes.Length; shift += 7)
        {
            var part = _bytes[_at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
