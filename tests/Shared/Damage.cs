namespace Lana;

/// <summary>Damages files for real.</summary>
internal static class Damage
{
    /// <summary>Damages a file in the way that a theory names.</summary>
    /// <exception cref="ArgumentException">There is no such way.</exception>
    public static void Apply(string kind, string path)
    {
        switch (kind)
        {
            case "flipped":
                Flip(path, -1);
                break;
            case "flipped in the middle":
                Flip(path, (int)(new FileInfo(path).Length / 2));
                break;
            case "truncated":
                Truncate(path);
                break;
            case "digit":
                ChangeDigit(path);
                break;
            case "empty":
                File.WriteAllText(path, "");
                break;
            case "null":
                File.WriteAllText(path, "null");
                break;
            case "deleted":
                File.Delete(path);
                break;
            default:
                throw new ArgumentException($"No file can be '{kind}'.", nameof(kind));
        }
    }

    /// <summary>Flips one bit of one byte; a negative place counts from the end.</summary>
    public static void Flip(string path, int place)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Keeps the first half.</summary>
    public static void Truncate(string path)
    {
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
    }

    /// <summary>Changes the last digit of a file of text into another digit: still well-formed, and wrong.</summary>
    public static void ChangeDigit(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var place = Array.FindLastIndex(bytes, value => value is >= (byte)'0' and <= (byte)'9');
        bytes[place] = (byte)(bytes[place] == '3' ? '4' : '3');
        File.WriteAllBytes(path, bytes);
    }
}
