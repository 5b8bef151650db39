using System.Text;

namespace Lana.Fuzzing;

/// <summary>A format that is given as text.</summary>
internal abstract class TextTarget(string name, string[] keywords, params Type[] documented) : FuzzTarget(name, documented)
{
    private readonly TextMutator _mutator = new(keywords);

    public override Func<string> Read(byte[] input) => Read(Encoding.UTF8.GetString(input));

    public override long InputBytes(byte[] input) => sizeof(char) * (long)Encoding.UTF8.GetCharCount(input);

    protected abstract Func<string> Read(string text);

    protected override byte[] Mutate(byte[] input, FuzzRandom random) => _mutator.Mutate(input, random);
}
