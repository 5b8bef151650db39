using System.Text;

namespace Lana.Fuzzing;

/// <summary>A format that is given as text.</summary>
internal abstract class TextTarget(string name, string[] keywords, params Type[] documented) : FuzzTarget(name, documented)
{
    private readonly TextMutator _mutator = new(keywords);

    public override Func<string> Read(byte[] input) => Read(Encoding.UTF8.GetString(input));

    public override long InputBytes(byte[] input) => sizeof(char) * (long)Encoding.UTF8.GetCharCount(input);

    protected abstract Func<string> Read(string text);

    // Bytes that are no text become replacement characters here: decoding them while reading would allocate 32 bytes for each.
    protected override byte[] Mutate(byte[] input, FuzzRandom random) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(_mutator.Mutate(input, random)));
}
