using System.Security.Cryptography;

namespace Lana.Internal;

/// <summary>Computes the short hash that identifies the inputs from which something was computed.</summary>
/// <remarks>SHA-256 over typed parts, each with its kind and its length in front, so that ("ab", "c") and ("a", "bc")
/// differ. The result is the first 128 bits as 32 lower-case hexadecimal digits. It is the same on every machine and in
/// every run. Not safe for use by several threads at once.</remarks>
internal sealed class ContentHash : IDisposable
{
    private const int TextLength = 32;
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public static string Of(params ReadOnlySpan<string> parts)
    {
        using var hash = new ContentHash();
        foreach (var part in parts)
        {
            hash.Add(part);
        }

        return hash.ToText();
    }

    /// <summary>Computes the hash of a file's bytes: the first half of its plain SHA-256.</summary>
    public static string OfFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var stream = File.OpenRead(path);
        return Shorten(SHA256.HashData(stream));
    }

    public ContentHash Add(string part) => AddPart('s', Encoding.UTF8.GetBytes(part));

    public ContentHash Add(long part)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, part);
        return AddPart('i', bytes);
    }

    /// <summary>Adds a number by its bits: 0.0 and -0.0 differ.</summary>
    public ContentHash Add(double part)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, part);
        return AddPart('d', bytes);
    }

    public ContentHash Add(ReadOnlySpan<byte> part) => AddPart('b', part);

    /// <summary>Returns the hash of all parts so far; more may be added afterwards.</summary>
    public string ToText() => Shorten(_sha.GetCurrentHash());

    public void Dispose() => _sha.Dispose();

    private static string Shorten(byte[] hash) => Convert.ToHexStringLower(hash)[..TextLength];

    private ContentHash AddPart(char kind, ReadOnlySpan<byte> content)
    {
        Span<byte> prefix = stackalloc byte[1 + sizeof(long)];
        prefix[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(prefix[1..], content.Length);
        _sha.AppendData(prefix);
        _sha.AppendData(content);
        return this;
    }
}
