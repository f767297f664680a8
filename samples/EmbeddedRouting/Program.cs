// The core of CallRouting in somebody's own PBX: a plan, an office, your events in, effects for you to carry out.
// Here a loop on virtual time stands for the PBX: the first phone rings, the second joins at 10 s and answers at 14 s.
using CallRouting;
using NodaTime;

var plan = new PlanBuilder("workshop", "Europe/Berlin", otherNumber: To.Department("sales"))
    .Employee("anna", e => e.Named("Anna").Extension("100"))
    .Employee("ben", e => e.Named("Ben").Extension("101"))
    .Department("sales", otherwise: To.Voicemail("box"),
        d => d.Cascading(Duration.FromSeconds(10)).Members("anna", "ben").GiveUpAfter(Duration.FromSeconds(40)))
    .Voicemail("box", "leave-message.wav", deliverTo: "anna")
    .Schedule("office", s => s.Weekly(IsoDayOfWeek.Monday, IsoDayOfWeek.Friday, "09:00-17:30"))
    .Sip("provider", t => t.Country("49", area: "30"))
    .Number("main", "+49301234567", To.Schedule("office", open: To.Department("sales"), closed: To.Voicemail("box")))
    .Build();

var office = new Office(plan);
office.AddDevice("anna", new DeviceId(1));
office.AddDevice("ben", new DeviceId(2));

var now = Instant.FromUtc(2026, 11, 24, 9, 0);
var call = new CallId(1);
var offer = new CallOffer { Trunk = "provider", Called = new CalledId("030 1234567"), Caller = new("+491701234567") };
var effects = new EffectBuffer();
Console.WriteLine(Router.Explain(plan, offer, now));
office.Offer(call, offer, now, effects);
CarryOut();
var answered = now + Duration.FromSeconds(14);
while (office.NextDeadline <= answered)
{
    office.Expire(now = office.NextDeadline, effects);
    CarryOut();
}

now = answered;
Happen(CallEvent.Answered(call.Leg(2)));
Happen(CallEvent.Failed(call.Leg(1), Cause.NormalClearing));
now += Duration.FromSeconds(60);
Happen(CallEvent.Cleared(call.Leg(2), Cause.NormalClearing));
Happen(CallEvent.Cleared(call.Caller, Cause.NormalClearing));

void Happen(CallEvent happened)
{
    office.Apply(happened, now, effects);
    CarryOut();
}

void CarryOut() // your PBX does these things; each is plain data
{
    foreach (ref readonly var effect in effects.Written)
        Console.WriteLine(effect.Kind switch
        {
            CallEffectKind.Ring => $"{now}: ring {plan.Employees[effect.Index].Name} on leg {effect.Leg}",
            CallEffectKind.Bridge => $"{now}: let {effect.Leg} and {effect.Peer} hear each other",
            CallEffectKind.Release => $"{now}: end leg {effect.Leg} ({effect.Cause})",
            CallEffectKind.Complete => $"{now}: the call has ended: {effect.Outcome}",
            _ => $"{now}: {effect.Kind} {effect.Leg}",
        });
    effects.Clear();
}
