namespace Lana.Internal;

/// <summary>Reads the lines of a text: line ends of one or two characters, limited length, valid UTF-8.</summary>
internal sealed class CsvLines(TextReader reader, CsvRefusal refuse)
{
    private const int MaxLength = 1 << 16;
    private const char ByteOrderMark = '\uFEFF';
    private const char Undecodable = '\uFFFD';

    private readonly StringBuilder _text = new();
    private bool _isAfterReturn;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line without its end; null after the last.</summary>
    public string? Read()
    {
        Number++;
        _text.Clear();
        while (Next() is var character and >= 0)
        {
            var followsReturn = _isAfterReturn;
            _isAfterReturn = character == '\r';
            if (character == '\n' && followsReturn)
            {
                continue;
            }

            if (character is '\n' or '\r')
            {
                return Take();
            }

            Append((char)character);
        }

        return _text.Length == 0 ? null : Take();
    }

    private void Append(char character)
    {
        if (_text.Length == MaxLength)
        {
            throw refuse($"line {Number} is longer than {MaxLength} characters.");
        }

        _text.Append(character is Undecodable ? throw NotText(null) : character);
    }

    private string Take()
    {
        var text = _text.ToString();
        return Number == 1 ? text.TrimStart(ByteOrderMark) : text;
    }

    private int Next()
    {
        try
        {
            return reader.Read();
        }
        catch (DecoderFallbackException cause)
        {
            throw NotText(cause);
        }
    }

    private Exception NotText(DecoderFallbackException? cause) =>
        refuse($"line {Number} is not UTF-8 text. Save the file as CSV in UTF-8.", cause);
}
