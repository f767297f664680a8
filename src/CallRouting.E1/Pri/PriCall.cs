namespace CallRouting.E1;

/// <summary>One call of one <see cref="PriInterface"/>. <c>default</c> is none; a handle outlives its call and then
/// means nothing.</summary>
internal readonly record struct PriCall(int Slot, int Generation)
{
    public bool IsNone => Generation == 0;
}
