using Google.Protobuf;
using Lana.Onnx.Proto;
using AttributeType = Lana.Onnx.Proto.AttributeProto.Types.AttributeType;

namespace Lana.Import.Onnx;

/// <summary>A node's attributes by name. Immutable; equal if names and values are equal.</summary>
internal sealed class OnnxAttributes : IEquatable<OnnxAttributes>
{
    // Sorted by name; a node has few.
    private readonly KeyValuePair<string, object>[] _values;

    private OnnxAttributes(KeyValuePair<string, object>[] values) => _values = values;

    /// <summary>No attributes.</summary>
    public static OnnxAttributes Empty { get; } = new([]);

    /// <summary>The names, sorted.</summary>
    public IEnumerable<string> Names => _values.Select(pair => pair.Key);

    /// <summary>Reads the attributes of a node of the file.</summary>
    /// <exception cref="InvalidNodeException">Two have the same name.</exception>
    public static OnnxAttributes Read(NodeProto node)
    {
        if (node.Attribute.Count == 0)
        {
            return Empty;
        }

        var values = new KeyValuePair<string, object>[node.Attribute.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new(node.Attribute[i].Name, ValueOf(node.Attribute[i]));
        }

        Array.Sort(values, (left, right) => string.CompareOrdinal(left.Key, right.Key));
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i].Key == values[i - 1].Key)
            {
                throw new InvalidNodeException($"it has two attributes '{Shortened.Of(values[i].Key)}'");
            }
        }

        return new OnnxAttributes(values);
    }

    /// <summary>Returns true if the attribute exists.</summary>
    public bool Has(string name) => IndexOf(name) >= 0;

    /// <summary>An integer.</summary>
    public long Int(string name, long absent = 0) => Get(name, absent);

    /// <summary>Returns true if an integer exists and is not 0.</summary>
    public bool Flag(string name) => Int(name) != 0;

    /// <summary>A number.</summary>
    public float Float(string name, float absent = 0) => Get(name, absent);

    /// <summary>Several integers; empty if they are absent and no default is given.</summary>
    public ImmutableArray<long> Ints(string name, ImmutableArray<long> absent = default) =>
        Get(name, absent.IsDefault ? [] : absent);

    /// <summary>Several numbers; empty if they are absent and no default is given.</summary>
    public ImmutableArray<float> Floats(string name, ImmutableArray<float> absent = default) =>
        Get(name, absent.IsDefault ? [] : absent);

    /// <summary>A text.</summary>
    public string Text(string name, string absent = "") => Get(name, absent);

    /// <summary>A tensor, not yet decoded; null if it is absent.</summary>
    public TensorProto? Tensor(string name) => Has(name) ? Get<TensorProto>(name, null!) : null;

    /// <summary>Returns the attributes with another value for one of them.</summary>
    public OnnxAttributes With(string name, long value) => Set(name, value);

    /// <inheritdoc cref="With(string, long)"/>
    public OnnxAttributes With(string name, float value) => Set(name, value);

    /// <inheritdoc cref="With(string, long)"/>
    public OnnxAttributes With(string name, string value) => Set(name, value);

    /// <inheritdoc cref="With(string, long)"/>
    public OnnxAttributes With(string name, ImmutableArray<long> value) => Set(name, value);

    /// <inheritdoc cref="With(string, long)"/>
    public OnnxAttributes With(string name, ImmutableArray<float> value) => Set(name, value);

    public bool Equals(OnnxAttributes? other) =>
        other is not null
        && _values.Length == other._values.Length
        && _values.Zip(other._values).All(
            pair => pair.First.Key == pair.Second.Key && AreEqual(pair.First.Value, pair.Second.Value));

    public override bool Equals(object? obj) => Equals(obj as OnnxAttributes);

    public override int GetHashCode() => Names.Aggregate(17, HashCode.Combine);

    public override string ToString() => string.Join(", ", _values.Select(pair => $"{pair.Key}: {Show(pair.Value)}"));

    private OnnxAttributes Set(string name, object value)
    {
        var at = IndexOf(name);
        var values = new List<KeyValuePair<string, object>>(_values.Length + 1);
        values.AddRange(_values);
        if (at >= 0)
        {
            values[at] = new(name, value);
        }
        else
        {
            values.Insert(~at, new(name, value));
        }

        return new OnnxAttributes([.. values]);
    }

    // Returns the complement of the position at which it would be inserted, if it does not exist.
    private int IndexOf(string name)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            var order = string.CompareOrdinal(_values[i].Key, name);
            if (order >= 0)
            {
                return order == 0 ? i : ~i;
            }
        }

        return ~_values.Length;
    }

    private T Get<T>(string name, T absent) => IndexOf(name) is not (>= 0 and var at) ? absent
        : _values[at].Value is T expected ? expected
        : throw new InvalidNodeException($"its attribute '{name}' has another type than the operator's");

    private static object ValueOf(AttributeProto attribute) => TypeOf(attribute) switch
    {
        AttributeType.Float => attribute.F,
        AttributeType.Int => attribute.I,
        AttributeType.String => attribute.S.ToStringUtf8(),
        AttributeType.Floats => attribute.Floats.ToImmutableArray(),
        AttributeType.Ints => attribute.Ints.ToImmutableArray(),
        AttributeType.Tensor when attribute.T is not null => attribute.T,
        _ => attribute,
    };

    // Exporters for early IR versions leave the type out.
    private static AttributeType TypeOf(AttributeProto attribute) =>
        attribute.Type != AttributeType.Undefined ? attribute.Type
        : attribute.HasF ? AttributeType.Float
        : attribute.HasI ? AttributeType.Int
        : attribute.HasS ? AttributeType.String
        : attribute.T is not null ? AttributeType.Tensor
        : attribute.Floats.Count > 0 ? AttributeType.Floats
        : attribute.Ints.Count > 0 ? AttributeType.Ints
        : AttributeType.Undefined;

    private static bool AreEqual(object left, object right) => (left, right) switch
    {
        (ImmutableArray<long> a, ImmutableArray<long> b) => a.SequenceEqual(b),
        (ImmutableArray<float> a, ImmutableArray<float> b) => a.SequenceEqual(b),
        _ => left.Equals(right),
    };

    private static string Show(object value) => value switch
    {
        ImmutableArray<long> integers => $"[{string.Join(", ", integers)}]",
        ImmutableArray<float> numbers => $"[{string.Join(", ", numbers)}]",
        IMessage => "…",
        _ => value.ToString()!,
    };
}
