namespace Lana.Fuzzing;

/// <summary>A format: inputs that are sound, how they are damaged, and the call by which a user reads them.</summary>
/// <param name="name">The name on the command line.</param>
/// <param name="documented">The exceptions that the documentation of the call names.</param>
internal abstract class FuzzTarget(string name, params Type[] documented) : IDisposable
{
    private const int MaxChanges = 4;
    private const int MaxBytes = 1 << 16;

    public string Name => name;

    /// <summary>Sound inputs; each is read without an error.</summary>
    public abstract IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>The input of a number: a sound one with one to four changes.</summary>
    public byte[] Make(FuzzRandom random)
    {
        var input = random.Pick(Seeds);
        for (var changes = 1 + random.Below(MaxChanges); changes > 0; changes--)
        {
            input = Mutate(input, random);
        }

        return input.Length <= MaxBytes ? input : input[..MaxBytes];
    }

    /// <summary>Reads an input as a user does.</summary>
    /// <returns>Says all that was read, as text; called once.</returns>
    public abstract Func<string> Read(byte[] input);

    /// <summary>Leaves other values in memory that a reader may take without writing to it first.</summary>
    public virtual void Disturb()
    {
    }

    /// <summary>The size of an input as the reader is given it: a file's bytes, or those of a text in memory.</summary>
    public virtual long InputBytes(byte[] input) => input.Length;

    /// <summary>What the result may hold besides the input's own bytes: decoded pixels, for example.</summary>
    public virtual long DecodedBytes(byte[] input) => 0;

    public bool Documents(Exception exception) => documented.Any(type => type.IsInstanceOfType(exception));

    public virtual void Dispose()
    {
    }

    protected abstract byte[] Mutate(byte[] input, FuzzRandom random);
}
